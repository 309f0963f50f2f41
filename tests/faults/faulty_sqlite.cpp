// A VFS for SQLite (https://www.sqlite.org/vfs.html) that stands between it and the system's own.
#include "faults/faulty_sqlite.h"

#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <new>
#include <string>
#include <vector>

namespace drape::faults {
namespace {

/// What the functions of the VFS, which are plain pointers, know. Set while a FaultySqlite lives.
struct Disk {
  Faults* faults = nullptr;
  sqlite3_vfs* system = nullptr;
  int write_failure = SQLITE_FULL;
  std::mutex mutex;
  std::map<std::string, std::vector<char>> synced;  ///< Content of each file when it was last synced.
  std::map<std::string, bool> opened;               ///< Files that would be there without a loss of power.
};

Disk* disk = nullptr;

/// The system's file follows in memory.
struct FaultyFile {
  sqlite3_file base;
  std::string* path;
  sqlite3_file* system() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

FaultyFile* faulty(sqlite3_file* file) {
  return reinterpret_cast<FaultyFile*>(file);
}
sqlite3_file* system_of(sqlite3_file* file) {
  return faulty(file)->system();
}
const sqlite3_io_methods& methods_of(sqlite3_file* file) {
  return *system_of(file)->pMethods;
}

int close_file(sqlite3_file* file) {
  const int code = methods_of(file).xClose(system_of(file));
  delete faulty(file)->path;
  return code;
}
int read_file(sqlite3_file* file, void* out, int count, sqlite3_int64 offset) {
  return methods_of(file).xRead(system_of(file), out, count, offset);
}
/// A write that fails has written half.
int write_file(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
  const bool fails = disk->faults->next();
  const int code = methods_of(file).xWrite(system_of(file), bytes, fails ? count / 2 : count, offset);
  return fails ? disk->write_failure : code;
}
int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  if (disk->faults->next()) return SQLITE_IOERR_TRUNCATE;
  return methods_of(file).xTruncate(system_of(file), size);
}
/// Read through SQLite's own handle: opening the file once more and closing it would drop SQLite's locks.
int sync_file(sqlite3_file* file, int) {
  if (disk->faults->next()) return SQLITE_IOERR_FSYNC;
  sqlite3_int64 size = 0;
  methods_of(file).xFileSize(system_of(file), &size);
  std::vector<char> content(static_cast<std::size_t>(size));
  const int code = methods_of(file).xRead(system_of(file), content.data(), static_cast<int>(size), 0);
  if (code != SQLITE_OK) return code;
  const std::lock_guard lock(disk->mutex);
  disk->synced[*faulty(file)->path] = std::move(content);
  return SQLITE_OK;
}
int file_size(sqlite3_file* file, sqlite3_int64* size) {
  return methods_of(file).xFileSize(system_of(file), size);
}
int lock_file(sqlite3_file* file, int level) {
  return methods_of(file).xLock(system_of(file), level);
}
int unlock_file(sqlite3_file* file, int level) {
  return methods_of(file).xUnlock(system_of(file), level);
}
int check_lock(sqlite3_file* file, int* held) {
  return methods_of(file).xCheckReservedLock(system_of(file), held);
}
int control_file(sqlite3_file* file, int operation, void* argument) {
  return methods_of(file).xFileControl(system_of(file), operation, argument);
}
int sector_size(sqlite3_file* file) {
  return methods_of(file).xSectorSize(system_of(file));
}
int characteristics(sqlite3_file* file) {
  // Not "safe overwrite when power is lost": SQLite must rely on what it synced.
  return methods_of(file).xDeviceCharacteristics(system_of(file)) & ~SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}
int map_shared(sqlite3_file* file, int region, int size, int extend, void volatile** memory) {
  return methods_of(file).xShmMap(system_of(file), region, size, extend, memory);
}
int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
  return methods_of(file).xShmLock(system_of(file), offset, count, flags);
}
void order_shared(sqlite3_file* file) {
  methods_of(file).xShmBarrier(system_of(file));
}
int unmap_shared(sqlite3_file* file, int remove) {
  return methods_of(file).xShmUnmap(system_of(file), remove);
}

// Version 2: no mapping of the file itself.
const sqlite3_io_methods kMethods = {
    2,           close_file,   read_file,    write_file,   truncate_file, sync_file,       file_size,
    lock_file,   unlock_file,  check_lock,   control_file, sector_size,   characteristics, map_shared,
    lock_shared, order_shared, unmap_shared, nullptr,      nullptr};

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* flags_out) {
  file->pMethods = nullptr;
  const bool creates = name != nullptr && !std::filesystem::exists(name);
  if (creates && disk->faults->next()) return SQLITE_CANTOPEN;
  const int code = disk->system->xOpen(disk->system, name, system_of(file), flags, flags_out);
  if (code != SQLITE_OK) return code;
  faulty(file)->path = new std::string(name == nullptr ? "" : name);
  const std::lock_guard lock(disk->mutex);
  if (name != nullptr) disk->opened[name] = true;
  file->pMethods = &kMethods;
  return SQLITE_OK;
}
int delete_file(sqlite3_vfs*, const char* name, int sync_directory) {
  if (disk->faults->next(Faults::Change::kRemove)) return SQLITE_IOERR_DELETE;
  const int code = disk->system->xDelete(disk->system, name, sync_directory);
  const std::lock_guard lock(disk->mutex);
  disk->synced.erase(name);
  return code;
}

int access_file(sqlite3_vfs*, const char* name, int flags, int* out) {
  return disk->system->xAccess(disk->system, name, flags, out);
}
int full_path(sqlite3_vfs*, const char* name, int size, char* out) {
  return disk->system->xFullPathname(disk->system, name, size, out);
}
int randomness(sqlite3_vfs*, int size, char* out) {
  return disk->system->xRandomness(disk->system, size, out);
}
int sleep(sqlite3_vfs*, int microseconds) {
  return disk->system->xSleep(disk->system, microseconds);
}
int current_time(sqlite3_vfs*, sqlite3_int64* now) {
  return disk->system->xCurrentTimeInt64(disk->system, now);
}
int current_time_in_days(sqlite3_vfs*, double* now) {
  return disk->system->xCurrentTime(disk->system, now);
}
int last_error(sqlite3_vfs*, int size, char* out) {
  return disk->system->xGetLastError(disk->system, size, out);
}

}  // namespace

struct FaultySqlite::State {
  Disk disk;
  sqlite3_vfs vfs{};
};

FaultySqlite::FaultySqlite(Faults& faults, WriteFailure failure) : state_(std::make_unique<State>()) {
  sqlite3_vfs* system = sqlite3_vfs_find(nullptr);
  state_->disk.faults = &faults;
  state_->disk.system = system;
  state_->disk.write_failure = failure == WriteFailure::kFull ? SQLITE_FULL : SQLITE_IOERR_WRITE;
  disk = &state_->disk;
  sqlite3_vfs& vfs = state_->vfs;
  vfs.iVersion = 2;
  vfs.szOsFile = static_cast<int>(sizeof(FaultyFile)) + system->szOsFile;
  vfs.mxPathname = system->mxPathname;
  vfs.zName = "faulty";
  vfs.xOpen = open_file;
  vfs.xDelete = delete_file;
  vfs.xAccess = access_file;
  vfs.xFullPathname = full_path;
  vfs.xRandomness = randomness;
  vfs.xSleep = sleep;
  vfs.xCurrentTime = current_time_in_days;
  vfs.xCurrentTimeInt64 = current_time;
  vfs.xGetLastError = last_error;
  sqlite3_vfs_register(&vfs, 1);
}

FaultySqlite::~FaultySqlite() {
  sqlite3_vfs_unregister(&state_->vfs);
  sqlite3_vfs_register(state_->disk.system, 1);
  disk = nullptr;
}

void FaultySqlite::lose_power() {
  for (const auto& [path, there] : state_->disk.opened) {
    std::filesystem::remove(path);
    std::filesystem::remove(path + "-shm");
    const auto kept = state_->disk.synced.find(path);
    if (kept == state_->disk.synced.end()) continue;
    std::ofstream(path, std::ios::binary)
        .write(kept->second.data(), static_cast<std::streamsize>(kept->second.size()));
  }
}

}  // namespace drape::faults
