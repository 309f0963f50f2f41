#include "faults/machine.h"

#include <algorithm>

#include "image/codec.h"
#include "store/digest.h"

namespace drape::faults {
namespace {

image::Bytes picture_file(int seed) {
  image::Image image(24, 32);
  for (int y = 0; y < image.rows; ++y) {
    for (int x = 0; x < image.cols; ++x) {
      image(y, x) = cv::Vec3b(cv::saturate_cast<uchar>(7 * x), cv::saturate_cast<uchar>(9 * y),
                              static_cast<uchar>(seed));
    }
  }
  return image::encode(image, {image::Format::kPng, 90}).value();
}

/// All items of all pages.
template <typename Item, typename List>
std::vector<Item> all(List&& list) {
  std::vector<Item> items;
  for (std::int64_t number = 1;; ++number) {
    auto page = list(task::PageRequest{number, false, 100}).value();
    items.insert(items.end(), page.items.begin(), page.items.end());
    if (static_cast<std::int64_t>(items.size()) >= page.count) return items;
  }
}

}  // namespace

Machine::Machine(FaultySqlite::WriteFailure failure) : sqlite_(faults, failure) {
  image::initialise_codecs();
}

Status Machine::start() {
  auto blobs = store::FileBlobs::open("/data", files_, random_);
  if (!blobs) return fail(blobs.error());
  auto database = store::sql::Database::open_sqlite({place_.path() / "drape.db", 1});
  if (!database) return fail(database.error());
  blobs_ = std::move(*blobs);
  records_ = std::make_unique<store::sql::SqlRecords>(std::move(*database));
  Status recovered = [&]() -> Status {
    if (const auto swept = blobs_->sweep_temporary(); !swept) return fail(swept.error());
    const auto rescued = records_->queue().rescue(clock_.now(), settings_.retry, true);
    return rescued ? clean() : fail(rescued.error());
  }();
  if (!recovered) records_.reset();
  return recovered;
}

void Machine::lose_power() {
  records_.reset();
  blobs_.reset();
  sqlite_.lose_power();
  files_.lose_power();
}

Result<task::AccountId> Machine::add_account() {
  const auto key = records_->accounts().add_key(
      {"shop", "id " + std::to_string(keys_++), store::sha256("secret"), clock_.now()});
  return key.map([](const task::ApiKey& added) { return added.account; });
}

template <typename IdType>
Result<task::LibraryImage<IdType>> Machine::upload(store::ImageRecords<IdType>& images,
                                                   task::AccountId account, int seed) {
  const service::Uploads uploads(*blobs_, *decoder_, settings_, metrics_);
  service::BlobReaper reaper(*records_, *blobs_, try_on_);
  service::ImageLibrary<IdType> library(images, reaper, clock_);
  Result<service::Upload> upload = uploads.begin();
  if (!upload) return fail(upload.error());
  const image::Bytes file = picture_file(seed);
  const auto half = static_cast<std::ptrdiff_t>(file.size() / 2);
  for (const std::span piece : {std::span(file.begin(), half), std::span(file.begin() + half, file.end())}) {
    if (Status appended = upload->append(piece); !appended) return fail(appended.error());
  }
  Result<service::CheckedUpload> checked = uploads.check(*std::move(upload));
  if (!checked) return fail(checked.error());
  return library.add(account, *std::move(checked), {});
}

Result<task::PersonImage> Machine::upload_person(task::AccountId account, int seed) {
  return upload(records_->person_images(), account, seed);
}
Result<task::GarmentImage> Machine::upload_garment(task::AccountId account, int seed) {
  return upload(records_->garment_images(), account, seed);
}

Status Machine::remove_garment(task::AccountId account, task::GarmentImageId id) {
  service::BlobReaper reaper(*records_, *blobs_, try_on_);
  return service::GarmentLibrary(records_->garment_images(), reaper, clock_).remove(account, id);
}

Result<task::TaskId> Machine::submit(task::AccountId account, task::PersonImageId person,
                                     task::GarmentImageId garment) {
  const auto added =
      records_->tasks().add({account, {person, {garment}, task::PictureFormat::kPng}, clock_.now()});
  if (!added) return fail(added.error());
  return added->task->id;
}

Status Machine::work(std::optional<store::ClaimedTask>& claimed) {
  while (true) {
    if (!claimed) {
      Result<store::Claim> claim = records_->queue().claim({clock_.now(), settings_.lease.duration, true});
      if (!claim) return fail(claim.error());
      if (!claim->task) return {};
      claimed = std::move(claim->task);
    }
    if (Status finished = finish(*claimed); !finished) return finished;
    claimed.reset();
  }
}

Status Machine::finish(const store::ClaimedTask& claimed) {
  const image::Bytes bytes = picture_file(static_cast<int>(claimed.task.id.value()) + 100);
  Result<std::unique_ptr<store::IncomingBlob>> blob = blobs_->begin();
  if (!blob) return fail(blob.error());
  if (Status written = (*blob)->append(bytes); !written) return written;
  const Result<task::ContentHash> hash = (*blob)->seal();
  if (!hash) return fail(hash.error());
  const task::StoredPicture picture{*hash, task::PictureFormat::kPng, 32, 24,
                                    static_cast<std::int64_t>(bytes.size())};
  return records_->queue().complete(claimed.lease, {picture, "test", {}}, clock_.now(),
                                    [&] { return (*blob)->publish(claimed.task.account); });
}

Status Machine::clean() {
  service::BlobReaper reaper(*records_, *blobs_, try_on_);
  if (const auto swept = reaper.sweep_orphans(); !swept) return fail(swept.error());
  if (const auto reaped = reaper.reap(); !reaped) return fail(reaped.error());
  return {};
}

void Machine::expect_blob(task::AccountId account, const task::StoredPicture& picture,
                          std::vector<std::string>& found) {
  const auto reader = blobs_->open({account, picture.hash});
  const auto bytes = reader ? (*reader)->read_all() : fail(reader.error());
  if (!bytes) {
    found.push_back("lost blob");
  } else if (store::sha256(*bytes) != picture.hash) {
    found.push_back("blob with other bytes");
  }
}

std::vector<std::string> Machine::defects(task::AccountId account) {
  std::vector<std::string> found;
  std::vector<task::ContentHash> named;
  const auto expect = [&](const task::StoredPicture& picture) {
    expect_blob(account, picture, found);
    named.push_back(picture.hash);
  };
  const auto images = [&](auto& table) {
    using Image = typename std::remove_reference_t<decltype(table)>::Image;
    for (const Image& image : all<Image>([&](const auto& page) { return table.list(account, {}, page); })) {
      expect(image.original);
      expect(image.view);
    }
  };
  images(records_->person_images());
  images(records_->garment_images());
  for (const task::Task& task :
       all<task::Task>([&](const auto& page) { return records_->tasks().list(account, {}, page); })) {
    const auto result = records_->tasks().find_result(task.id).value();
    const bool kept = task.status == task::TaskStatus::kCompleted && !task.result_deleted_at;
    if (result.has_value() != kept) found.push_back("half a result");
    if (result) expect(result->result.picture);
  }
  static_cast<void>(blobs_->for_each([&](const store::BlobKey& key) {
    if (std::find(named.begin(), named.end(), key.hash) == named.end()) found.push_back("orphan blob");
  }));
  if (!files_.list("/data/incoming").value().empty()) found.push_back("temporary file");
  if (!records_->blobs().unreferenced(10).value().empty()) found.push_back("orphan row");
  return found;
}

}  // namespace drape::faults
