#include "service/account_purge.h"

#include <latch>
#include <thread>

#include "service_test.h"
#include "store/digest.h"

namespace drape::service {
namespace {

/// Says when a file was looked at for the second time.
class WatchedBlobs final : public store::Blobs {
 public:
  WatchedBlobs(store::Blobs& blobs, std::latch& opened) : blobs_(blobs), opened_(opened) {}
  Result<std::unique_ptr<store::IncomingBlob>> begin() override { return blobs_.begin(); }
  Result<std::unique_ptr<store::BlobReader>> open(const store::BlobKey& key) override {
    opened_.count_down();
    return blobs_.open(key);
  }
  Status remove(const store::BlobKey& key) override { return blobs_.remove(key); }
  Status for_each(const std::function<void(const store::BlobKey&)>& visit) override {
    return blobs_.for_each(visit);
  }
  Result<int> count_temporary() override { return blobs_.count_temporary(); }
  Result<int> sweep_temporary() override { return blobs_.sweep_temporary(); }

 private:
  store::Blobs& blobs_;
  std::latch& opened_;
};

class AccountPurgeTest : public ServiceTest {
 protected:
  AccountPurge purge(AccountPurge::Erasure erasure) { return {records(), reaper_, clock_, erasure}; }

  BlobReaper reaper_{records(), blobs()};
};

TEST_F(AccountPurgeTest, account_and_all_its_bytes_are_gone_and_its_neighbour_is_untouched) {
  const task::AccountId account = add_account("gone");
  const task::AccountId neighbour = add_account("neighbour");
  add_task(account);
  const task::TaskId kept = add_task(neighbour);
  ASSERT_EQ(blob_files(), 8U);
  AccountPurge purge = this->purge(AccountPurge::Erasure::kHere);
  EXPECT_EQ(purge.find("gone").value(), account);
  EXPECT_TRUE(purge.run(account).value());
  EXPECT_EQ(blob_files(), 4U);
  EXPECT_EQ(purge.find("gone").error().code, "account_not_found");
  EXPECT_EQ(task(neighbour, kept).status, task::TaskStatus::kQueued);
  EXPECT_EQ(add_account("gone") == account, false) << "the id was used again";
}

TEST_F(AccountPurgeTest, beside_a_server_the_files_are_left_to_it) {
  const task::AccountId account = add_account();
  add_task(account);
  AccountPurge purge = this->purge(AccountPurge::Erasure::kByServer);
  EXPECT_FALSE(purge.run(account).value());
  EXPECT_EQ(blob_files(), 4U);
  BlobReaper servers(records(), blobs(), try_on_);
  ASSERT_TRUE(servers.reap());
  EXPECT_TRUE(purge.run(account).value());
  EXPECT_EQ(blob_files(), 0U);
}

TEST_F(AccountPurgeTest, worker_of_a_purged_account_cannot_finish_its_task) {
  const task::AccountId account = add_account();
  add_task(account);
  const auto claimed = records().queue().claim({clock_.now()}).value().task.value();
  ASSERT_TRUE(purge(AccountPurge::Erasure::kHere).run(account).value());
  const task::TaskResult result{{store::sha256("r"), task::PictureFormat::kJpeg, 1, 1, 1}, "e", {}};
  const Status late = records().queue().complete(claimed.lease, result, clock_.now(), [] {
    ADD_FAILURE() << "a result was published";
    return Status{};
  });
  EXPECT_EQ(late.error().code, "lease_lost");
}

TEST_F(AccountPurgeTest, upload_that_was_under_way_leaves_no_file) {
  const task::AccountId account = add_account();
  CheckedUpload upload = check(picture_file(1)).value();
  ASSERT_TRUE(purge(AccountPurge::Erasure::kHere).run(account).value());
  const store::NewImage image{account, {}, upload.original_picture, upload.view_picture, clock_.now()};
  EXPECT_FALSE(records().person_images().add(image, [&] { return upload.original->publish(account); }));
  EXPECT_EQ(blob_files(), 0U);
}

// The file has its final name, and its row is not committed yet: that looks like an orphan to gc.
TEST_F(AccountPurgeTest, gc_beside_a_server_does_not_take_an_upload_for_an_orphan) {
  const task::AccountId account = add_account();
  const auto tool = store::open_data_directory(place_.path(), {store::Access::kTool, 1}).value();
  std::latch taken_for_orphans(2);
  WatchedBlobs watched(tool->blobs(), taken_for_orphans);
  BlobReaper gc(tool->records(), watched);
  CheckedUpload upload = check(picture_file(1)).value();
  const store::NewImage image{account, {}, upload.original_picture, upload.view_picture, clock_.now()};
  int swept = -1;
  std::jthread collector;
  const auto added = records().person_images().add(image, [&]() -> Status {
    EXPECT_TRUE(upload.original->publish(account));
    EXPECT_TRUE(upload.view->publish(account));
    collector = std::jthread([&] { swept = gc.sweep_orphans().value(); });
    taken_for_orphans.wait();
    return {};
  });
  ASSERT_TRUE(added);
  collector.join();
  EXPECT_EQ(swept, 0);
  EXPECT_TRUE(blobs().open({account, upload.original_picture.hash}));
  EXPECT_TRUE(blobs().open({account, upload.view_picture.hash}));
}

}  // namespace
}  // namespace drape::service
