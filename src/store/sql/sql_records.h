#pragma once

#include <memory>

#include "store/records.h"
#include "store/sql/database.h"

namespace drape::store::sql {

/// A claim on a blob begins in the transaction of the row that makes it, and ends so (sql/deletion.h).
void retain_blob(Connection& connection, const BlobKey& key);

class SqlAccounts final : public AccountRecords {
 public:
  explicit SqlAccounts(Database& database) : database_(database) {}
  Result<task::ApiKey> add_key(const NewApiKey& key) override;
  Result<std::optional<task::ApiKey>> find_key(std::string_view public_id) override;
  Result<std::vector<ListedApiKey>> list_keys() override;
  Result<bool> revoke_key(std::string_view public_id, Timestamp now) override;
  Result<Secret> secret(std::string_view name, const Secret& fresh, Timestamp now) override;

 private:
  Database& database_;
};

template <typename IdType>
class SqlImages final : public ImageRecords<IdType> {
 public:
  using Image = task::LibraryImage<IdType>;
  explicit SqlImages(Database& database) : database_(database) {}
  Result<Image> add(const NewImage& image, const Publish& publish) override;
  Result<std::optional<Image>> find(task::AccountId account, IdType id) override;
  Result<std::optional<Image>> find_any(IdType id) override;
  Result<task::Page<Image>> list(task::AccountId account, const task::ImageLabels& labels,
                                 const task::PageRequest& page) override;
  Result<std::optional<task::Removal>> remove(task::AccountId account, IdType id,
                                              const task::DeletionOrder& order) override;
  using typename ImageRecords<IdType>::Owned;
  Result<std::vector<Owned>> older_than(Timestamp before, int count_max) override;

 private:
  Database& database_;
};

extern template class SqlImages<task::PersonImageId>;
extern template class SqlImages<task::GarmentImageId>;

class SqlFindings final : public FindingRecords {
 public:
  explicit SqlFindings(Database& database) : database_(database) {}
  Status put_validation(task::AccountId account, const task::PersonValidation& validation) override;
  Result<std::optional<task::PersonValidation>> find_validation(task::AccountId account,
                                                                task::PersonImageId person_image) override;
  Status put_category(task::GarmentImageId garment_image, const GarmentFinding& finding) override;
  Result<std::optional<GarmentFinding>> find_category(task::AccountId account,
                                                      task::GarmentImageId garment_image) override;
  Status put_garment_validation(task::AccountId account, const task::GarmentValidation& validation) override;
  Result<std::optional<task::GarmentValidation>> find_garment_validation(
      task::AccountId account, task::GarmentImageId garment_image) override;

 private:
  Database& database_;
};

class SqlTasks final : public TaskRecords {
 public:
  explicit SqlTasks(Database& database) : database_(database) {}
  Result<AddedTask> add(const NewTask& task) override;
  Result<AddedTasks> add_all(std::span<const NewTask> tasks, const OnceForAll& once) override;
  Result<MissingImages> missing(task::AccountId account, std::optional<task::PersonImageId> person_image,
                                const std::vector<task::GarmentImageId>& garment_images) override;
  Result<std::optional<task::Task>> find(task::AccountId account, task::TaskId id) override;
  Result<task::Page<task::Task>> list(task::AccountId account, const task::TaskFilter& filter,
                                      const task::PageRequest& page) override;
  Result<std::optional<FoundResult>> find_result(task::TaskId id) override;
  Result<std::vector<task::TaskId>> results_older_than(Timestamp before, int count_max) override;
  Result<bool> remove_result(task::TaskId id, const task::DeletionOrder& order) override;
  Result<std::optional<Cancellation>> cancel(task::AccountId account, task::TaskId id,
                                             Timestamp now) override;
  Result<std::optional<task::Removal>> remove(task::AccountId account, task::TaskId id,
                                              const task::DeletionOrder& order) override;

 private:
  Database& database_;
};

class SqlQueue final : public TaskQueue {
 public:
  explicit SqlQueue(Database& database) : database_(database) {}
  Result<Claim> claim(const ClaimRequest& request) override;
  Status heartbeat(const Lease& lease, Timestamp now, std::chrono::milliseconds duration) override;
  Status complete(const Lease& lease, const task::TaskResult& result, Timestamp now,
                  const Publish& publish) override;
  Status fail_task(const Lease& lease, const task::TaskFailure& failure, Timestamp now) override;
  Result<task::TaskState> retry(const Lease& lease, Timestamp now, const task::RetryPolicy& policy) override;
  Status give_back(const Lease& lease, Timestamp now) override;
  Result<RescueReport> rescue(Timestamp now, const task::RetryPolicy& policy, bool all,
                              const std::optional<Lease>& struck = std::nullopt) override;
  Result<QueueDepth> depth() override;
  Result<std::optional<QueuePlace>> place(task::TaskId id) override;

 private:
  Database& database_;
};

class SqlBlobs final : public BlobRecords {
 public:
  explicit SqlBlobs(Database& database) : database_(database) {}
  Result<std::vector<BlobKey>> unreferenced(int count_max) override;
  Result<State> state(const BlobKey& key) override;
  Result<bool> erase_unreferenced(const BlobKey& key, const std::function<Status()>& erase) override;

 private:
  Database& database_;
};

class SqlDeletions final : public DeletionRecords {
 public:
  explicit SqlDeletions(Database& database) : database_(database) {}
  Status note(const task::Deletion& deletion) override;
  Result<std::vector<task::Deletion>> list(std::int64_t count_max) override;
  Result<std::int64_t> newest() override;
  Result<std::int64_t> forget_before(Timestamp before) override;
  Result<std::optional<task::AccountId>> find_account(std::string_view name) override;
  Status empty_account(task::AccountId account, const task::DeletionOrder& order) override;
  Result<bool> remove_empty_account(task::AccountId account, const task::DeletionOrder& order) override;

 private:
  Database& database_;
};

class SqlIdempotency final : public IdempotencyRecords {
 public:
  explicit SqlIdempotency(Database& database) : database_(database) {}
  Result<std::optional<EarlierRequest>> find(const IdempotencyClaim& claim) override;
  Status remember(const IdempotencyClaim& claim, const KeptReply& reply) override;
  Result<std::int64_t> forget_before(Timestamp before) override;

 private:
  Database& database_;
};

class SqlWebhooks final : public WebhookRecords {
 public:
  explicit SqlWebhooks(Database& database) : database_(database) {}
  Result<task::WebhookKeys> keys(task::AccountId account, const task::WebhookKey& fresh,
                                 Timestamp now) override;
  Result<task::WebhookKeys> rotate(task::AccountId account, const KeyRotation& rotation) override;
  Result<std::vector<task::WebhookDelivery>> due(const DueRequest& request) override;
  Result<std::optional<Timestamp>> next_due() override;
  Status record(const DeliveryOutcome& outcome) override;
  Result<task::Page<task::WebhookDelivery>> list(const DeliveryFilter& filter,
                                                 const task::PageRequest& page) override;
  Result<std::vector<task::DeliveryAttempt>> attempts(task::DeliveryId id) override;
  Result<std::int64_t> replay(const DeliveryFilter& filter, Timestamp now) override;
  Result<Backlog> backlog() override;
  Result<std::int64_t> forget_before(Timestamp before) override;

 private:
  Database& database_;
};

/// All records in one SQL database.
class SqlRecords final : public Records {
 public:
  explicit SqlRecords(std::unique_ptr<Database> database) : database_(std::move(database)) {}
  AccountRecords& accounts() override { return accounts_; }
  PersonImageRecords& person_images() override { return person_images_; }
  GarmentImageRecords& garment_images() override { return garment_images_; }
  FindingRecords& findings() override { return findings_; }
  TaskRecords& tasks() override { return tasks_; }
  TaskQueue& queue() override { return queue_; }
  BlobRecords& blobs() override { return blobs_; }
  DeletionRecords& deletions() override { return deletions_; }
  IdempotencyRecords& idempotency() override { return idempotency_; }
  WebhookRecords& webhooks() override { return webhooks_; }
  Status ping() override;
  Status write_snapshot(const std::filesystem::path& path) override;
  Status hold(const std::function<Status()>& work) override;
  Result<bool> scrub() override;

 private:
  std::unique_ptr<Database> database_;
  SqlAccounts accounts_{*database_};
  SqlImages<task::PersonImageId> person_images_{*database_};
  SqlImages<task::GarmentImageId> garment_images_{*database_};
  SqlFindings findings_{*database_};
  SqlTasks tasks_{*database_};
  SqlQueue queue_{*database_};
  SqlBlobs blobs_{*database_};
  SqlDeletions deletions_{*database_};
  SqlIdempotency idempotency_{*database_};
  SqlWebhooks webhooks_{*database_};
};

}  // namespace drape::store::sql
