// drape-audit DATA [--hash]: looks at a data directory with none of Drape's own code and prints what it finds
// as JSON: {"tasks": [...], "counts": {...}, "violations": ["..."]}. --hash also reads every blob.
#include <openssl/sha.h>
#include <sqlite3.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace {

using Path = std::filesystem::path;
using Json = nlohmann::ordered_json;
using Row = std::vector<std::string>;
using BlobKey = std::pair<std::string, std::string>;  // account, hash

class Database {
 public:
  explicit Database(const Path& path) {
    if (sqlite3_open_v2(path.c_str(), &handle_, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK) stop();
    sqlite3_busy_timeout(handle_, 10'000);
    rows("pragma query_only = on");
  }
  ~Database() { sqlite3_close(handle_); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// All values as text, NULL as an empty one.
  std::vector<Row> rows(const std::string& query) {
    std::vector<Row> found;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle_, query.c_str(), -1, &statement, nullptr) != SQLITE_OK) stop();
    int code = 0;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
      Row row;
      for (int i = 0; i < sqlite3_column_count(statement); ++i) {
        const auto* text = sqlite3_column_text(statement, i);
        row.emplace_back(text == nullptr ? "" : reinterpret_cast<const char*>(text));
      }
      found.push_back(std::move(row));
    }
    if (code != SQLITE_DONE) stop();
    sqlite3_finalize(statement);
    return found;
  }

 private:
  [[noreturn]] void stop() {
    std::cerr << "drape-audit: " << sqlite3_errmsg(handle_) << "\n";
    std::exit(2);
  }
  sqlite3* handle_ = nullptr;
};

struct BlobFile {
  Path path;
  std::uintmax_t bytes = 0;
};

std::string sha256_of(const Path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  std::string hex;
  for (const unsigned char byte : digest) {
    std::array<char, 3> text{};
    std::snprintf(text.data(), text.size(), "%02x", byte);
    hex += text.data();
  }
  return hex;
}

class Audit {
 public:
  Audit(Path data, bool hash) : data_(std::move(data)), hash_(hash), database_(data_ / "drape.db") {}

  Json run() {
    check_database();
    read_files();
    check_references();
    check_sizes();
    check_results();
    Json tasks = Json::array();
    for (const Row& row :
         database_.rows("select t.id, t.status, t.attempts, t.errors, t.crashes, coalesce(r.hash, ''), "
                        "coalesce(t.failure_code, '') from tasks t left join results r on r.task_id = t.id "
                        "order by t.id")) {
      tasks.push_back({{"id", std::stoll(row[0])},
                       {"status", row[1]},
                       {"attempts", std::stoi(row[2])},
                       {"errors", std::stoi(row[3])},
                       {"crashes", std::stoi(row[4])},
                       {"hash", row[5]},
                       {"failure", row[6]}});
    }
    return {
        {"tasks", std::move(tasks)},
        {"counts", {{"blob_files", files_.size()}, {"blob_rows", references_.size()}, {"hashed", hashed_}}},
        {"violations", violations_}};
  }

 private:
  void violation(const std::string& kind, const std::string& what) {
    violations_.push_back(kind + ": " + what);
  }

  void check_database() {
    for (const Row& row : database_.rows("pragma integrity_check")) {
      if (row[0] != "ok") violation("database", row[0]);
    }
    for (const Row& row : database_.rows("pragma foreign_key_check")) {
      violation("database", "broken reference in " + row[0]);
    }
  }

  /// Every file under blobs/ and incoming/.
  void read_files() {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(data_ / "blobs")) {
      if (!entry.is_regular_file()) continue;
      const Path account = entry.path().parent_path().parent_path().filename();
      files_[{account.string(), entry.path().filename().string()}] = {entry.path(), entry.file_size()};
    }
    for (const auto& entry : std::filesystem::directory_iterator(data_ / "incoming")) {
      violation("temporary file", entry.path().filename().string());
    }
  }

  /// Counts what refers to each blob: all foreign keys to the table, whatever tables there are.
  std::map<BlobKey, std::int64_t> count_references() {
    std::map<BlobKey, std::int64_t> count;
    for (const Row& table : database_.rows("select name from sqlite_schema where type = 'table'")) {
      std::map<std::string, std::map<std::string, std::string>> keys;
      for (const Row& key : database_.rows("pragma foreign_key_list(" + table[0] + ")")) {
        if (key[2] == "blobs") keys[key[0]][key[4]] = key[3];
      }
      for (auto& [id, columns] : keys) {
        const std::string query =
            "select " + columns["account_id"] + ", " + columns["hash"] + " from " + table[0];
        for (const Row& row : database_.rows(query)) {
          if (!row[1].empty()) ++count[{row[0], row[1]}];
        }
      }
    }
    return count;
  }

  void check_references() {
    for (const Row& row : database_.rows("select account_id, hash, reference_count from blobs")) {
      references_[{row[0], row[1]}] = std::stoll(row[2]);
    }
    std::map<BlobKey, std::int64_t> counted = count_references();
    for (const auto& [key, references] : references_) {
      const std::string name = key.first + "/" + key.second;
      if (counted[key] != references) {
        violation("reference count",
                  name + " has " + std::to_string(references) + ", not " + std::to_string(counted[key]));
      }
      if (references == 0) violation("orphan row", name);
      if (!files_.contains(key)) violation("lost blob", name);
    }
    for (const auto& [key, file] : files_) {
      if (!references_.contains(key)) violation("orphan file", key.first + "/" + key.second);
      if (!hash_) continue;
      ++hashed_;
      if (sha256_of(file.path) != key.second) violation("content", key.first + "/" + key.second);
    }
  }

  /// The rows' sizes are the files'.
  void check_sizes() {
    for (const std::string columns :
         {"original_hash, original_bytes from person_images", "view_hash, view_bytes from person_images",
          "original_hash, original_bytes from garment_images", "view_hash, view_bytes from garment_images",
          "hash, bytes from results"}) {
      for (const Row& row : database_.rows("select account_id, " + columns)) {
        const auto file = files_.find({row[0], row[1]});
        if (file != files_.end() && std::to_string(file->second.bytes) != row[2]) {
          violation("size", row[0] + "/" + row[1]);
        }
      }
    }
  }

  void check_results() {
    for (const Row& row : database_.rows(
             "select id from tasks where status = 'completed' and result_deleted_at is null and id not in "
             "(select task_id from results)")) {
      violation("completed without a result", row[0]);
    }
    for (const Row& row : database_.rows("select task_id from results where task_id not in (select id from "
                                         "tasks where status = 'completed')")) {
      violation("result without completion", row[0]);
    }
    for (const Row& row : database_.rows(
             "select id from tasks where (status = 'processing') <> (lease_expires_at is not null)")) {
      violation("lease", row[0]);
    }
  }

  Path data_;
  bool hash_;
  Database database_;
  std::map<BlobKey, BlobFile> files_;
  std::map<BlobKey, std::int64_t> references_;
  std::size_t hashed_ = 0;
  std::vector<std::string> violations_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: drape-audit DATA [--hash]\n";
    return 2;
  }
  const bool hash = argc > 2 && std::string(argv[2]) == "--hash";
  std::cout << Audit(argv[1], hash).run().dump() << "\n";
  return 0;
}
