#include "cli/data_access.h"

#include <system_error>

namespace drape::cli {
namespace {

Result<OpenedData> open_as(const std::filesystem::path& path, store::Access access) {
  std::error_code error;
  if (!std::filesystem::exists(path / "drape.db", error)) {
    return fail(
        {ErrorKind::kNotFound, "no_data_directory", {"There is no data directory here."}, {path.string()}});
  }
  auto directory = store::open_data_directory(path, {access, 1});
  if (!directory) return fail(std::move(directory.error()));
  return OpenedData{std::move(*directory), access == store::Access::kServer};
}

}  // namespace

Result<OpenedData> open_data(const std::filesystem::path& path) {
  Result<OpenedData> alone = open_as(path, store::Access::kServer);
  if (!alone && alone.error().code == "data_directory_in_use") return open_data_beside_server(path);
  return alone;
}

Result<OpenedData> open_data_beside_server(const std::filesystem::path& path) {
  return open_as(path, store::Access::kTool);
}

}  // namespace drape::cli
