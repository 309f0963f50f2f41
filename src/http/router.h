#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"
#include "task/account.h"

namespace drape::http {

class Call;
using Handler = Response (*)(Call&);
/// Makes the reply to a repeated request (Idempotency-Key) of what was kept of the first one's.
using Replay = Response (*)(Call&, std::string_view kept);

enum class Access {
  kOpen,  ///< Anybody.
  kKey,   ///< Only with an API key.
};

enum class BodyUse {
  kNone,
  kFields,  ///< JSON or a form, small.
  kUpload,  ///< The same, and a form may carry one large file.
};

enum class Work {
  kQuick,     ///< Some ten microseconds: runs on the io thread.
  kBlocking,  ///< May wait for the disk, or compute: runs in the blocking pool.
};

/// One operation of the server. A pattern's segment in braces matches one segment of any text.
struct Route {
  Method method = Method::kGet;
  std::string_view pattern;
  std::string_view name;  ///< For people (OPTIONS).
  Access access = Access::kKey;
  BodyUse body = BodyUse::kNone;
  Work work = Work::kQuick;
  Handler handler = nullptr;
  /// What a key needs; none: read for GET, write for every other method.
  std::optional<task::KeyScope> scope = std::nullopt;
  /// None: the reply is kept and repeated word by word. One with links, names or secrets in it must not be
  /// kept so.
  Replay replay = nullptr;
};

/// All operations that share one path.
struct RoutedPath {
  std::string_view pattern;
  std::vector<std::string_view> segments;
  std::vector<const Route*> routes;
  std::string allow;  ///< "GET, POST, HEAD, OPTIONS"
  Access access = Access::kKey;

  /// The route for this method (GET also serves HEAD), null when there is none.
  [[nodiscard]] const Route* route(Method method) const;
  /// What a key needs for this method, also when the path does not have it.
  [[nodiscard]] task::KeyScope scope(Method method) const;
};

/// Finds the operation that a path means. A slash at the end makes no difference. Thread safe.
class Router {
 public:
  /// REQUIRES: what the lists view outlives this; the routes of one path have the same access.
  explicit Router(std::initializer_list<std::span<const Route>> lists);

  struct Match {
    const RoutedPath* path = nullptr;  ///< Null: unknown path.
    std::string parameter;  ///< The decoded text of the segment in braces; at most one per pattern.
  };
  [[nodiscard]] Match match(std::string_view path) const;

 private:
  void add(const Route& route);

  std::vector<RoutedPath> paths_;
};

}  // namespace drape::http
