#include "store/backup_manifest.h"

#include <charconv>
#include <optional>
#include <span>
#include <string_view>

namespace drape::store {
namespace {

constexpr std::string_view kFormat = "# drape backup ";
constexpr std::string_view kSchema = "# schema ";
constexpr std::string_view kMade = "# made, microseconds since 1970: ";
constexpr std::string_view kBlobs = "# blobs ";
constexpr std::int64_t kFormatVersion = 1;
constexpr std::size_t kHashDigits = 64;

std::string line(const BackupManifest::Entry& entry) {
  return entry.hash.hex() + "  " + entry.path + "\n";
}

std::string text_of(const BackupManifest& manifest) {
  std::string text;
  text += std::string(kFormat) + std::to_string(kFormatVersion) + "\n";
  text += std::string(kSchema) + std::to_string(manifest.schema_version) + "\n";
  text += std::string(kMade) + std::to_string(manifest.made.time_since_epoch().count()) + "\n";
  text += std::string(kBlobs) + std::to_string(manifest.blobs.size()) + "\n";
  text += line(manifest.database);
  for (const BackupManifest::Entry& blob : manifest.blobs) text += line(blob);
  return text;
}

/// Takes the lines of a text, one after the other.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}
  std::optional<std::string_view> next() {
    const std::size_t end = rest_.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return line;
  }
  /// The number after `prefix` on the next line.
  std::optional<std::int64_t> number(std::string_view prefix) {
    const std::optional<std::string_view> line = next();
    if (!line || !line->starts_with(prefix)) return std::nullopt;
    const std::string_view digits = line->substr(prefix.size());
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return value;
  }
  std::optional<BackupManifest::Entry> entry() {
    const std::optional<std::string_view> line = next();
    if (!line || line->size() < kHashDigits + 3 || line->substr(kHashDigits, 2) != "  ") return std::nullopt;
    const auto hash = task::ContentHash::from_hex(line->substr(0, kHashDigits));
    if (!hash) return std::nullopt;
    return BackupManifest::Entry{*hash, std::string(line->substr(kHashDigits + 2))};
  }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

Result<std::string> read_text(FileSystem& files, const Path& path) {
  const Result<std::unique_ptr<File>> file = files.open(path);
  if (!file) {
    if (file.error().kind != ErrorKind::kNotFound) return fail(file.error());
    return fail(
        {ErrorKind::kNotFound, "not_a_backup", {"There is no finished backup here."}, {path.string()}});
  }
  const Result<std::int64_t> size = (*file)->size();
  if (!size) return fail(size.error());
  std::string text(static_cast<std::size_t>(*size), '\0');
  const Result<std::size_t> read = (*file)->read_at(0, std::as_writable_bytes(std::span(text)));
  if (!read) return fail(read.error());
  text.resize(*read);
  return text;
}

}  // namespace

Error backup_damaged(const std::string& reason) {
  return {ErrorKind::kConflict, "backup_damaged", {"The backup is damaged."}, {reason}};
}

Status write_manifest(FileSystem& files, const Path& backup, const BackupManifest& manifest) {
  const Path partial = backup / (std::string(BackupManifest::kName) + ".partial");
  if (Status removed = files.remove(partial); !removed && removed.error().kind != ErrorKind::kNotFound) {
    return removed;
  }
  const std::string text = text_of(manifest);
  Result<std::unique_ptr<File>> file = files.create(partial);
  if (!file) return fail(std::move(file.error()));
  if (Status written = (*file)->append(std::as_bytes(std::span(text))); !written) return written;
  if (Status synced = (*file)->sync(); !synced) return synced;
  if (Status renamed = files.rename(partial, backup / BackupManifest::kName); !renamed) return renamed;
  return files.sync_directory(backup);
}

Result<BackupManifest> read_manifest(FileSystem& files, const Path& backup) {
  const Result<std::string> text = read_text(files, backup / BackupManifest::kName);
  if (!text) return fail(text.error());
  const Error damaged = backup_damaged(std::string(BackupManifest::kName) + " is not as it was written");
  Lines lines(*text);
  const auto format = lines.number(kFormat);
  if (!format) return fail(damaged);
  if (*format != kFormatVersion) {
    return fail({ErrorKind::kConflict,
                 "backup_too_new",
                 {"The backup was written by another version of the program."},
                 {"format " + std::to_string(*format)}});
  }
  const auto schema = lines.number(kSchema);
  const auto made = lines.number(kMade);
  const auto count = lines.number(kBlobs);
  auto database = lines.entry();
  if (!schema || !made || !count || !database) return fail(damaged);
  BackupManifest manifest{
      static_cast<int>(*schema), Timestamp(std::chrono::microseconds(*made)), std::move(*database), {}};
  while (!lines.at_end()) {
    auto blob = lines.entry();
    if (!blob) return fail(damaged);
    manifest.blobs.push_back(std::move(*blob));
  }
  if (static_cast<std::int64_t>(manifest.blobs.size()) != *count) return fail(damaged);
  return manifest;
}

}  // namespace drape::store
