#pragma once

#include <soci/soci.h>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

namespace drape::store::sql {

/// A column or parameter that may be NULL.
template <typename T>
struct Nullable {
  T value{};
  mutable soci::indicator indicator = soci::i_null;  // SOCI takes that of a parameter by a plain reference.

  Nullable() = default;
  explicit Nullable(T present) : value(std::move(present)), indicator(soci::i_ok) {}
  [[nodiscard]] std::optional<T> get() const {
    return indicator == soci::i_null ? std::nullopt : std::optional<T>(value);
  }
};

using NullableText = Nullable<std::string>;
using NullableInt = Nullable<std::int64_t>;

class Connection;

/// One run of a prepared statement. Parameters are bound by reference: they must live until the run ends (the
/// end of the full expression is enough). Throws SOCI's exceptions.
class Query {
 public:
  Query(Connection& connection, std::string_view text, soci::statement& statement)
      : connection_(connection), text_(text), statement_(statement) {}
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  /// A run that was left by an exception is not used again.
  ~Query();

  template <typename... Parameters>
  Query& with(const Parameters&... parameters) {
    (bind_parameter(parameters), ...);
    return *this;
  }

  /// Runs without reading rows. Returns how many rows were changed.
  std::int64_t run() {
    start();
    drain();
    return statement_.get_affected_rows();
  }

  /// Reads the one row into the columns. False when there is none. REQUIRES: there is at most one.
  template <typename... Columns>
  bool one(Columns&... columns) {
    (bind_column(columns), ...);
    const bool found = start();
    drain();
    return found;
  }

  /// Reads the one row into a struct that has `auto columns()` (a tuple of references).
  template <typename Row>
  bool one_row(Row& row) {
    return std::apply([this](auto&... columns) { return one(columns...); }, row.columns());
  }

  /// Calls `visit(row)` for every row, in order. REQUIRES: `visit` runs no query on this connection that has
  /// the same text.
  template <typename Row, typename Visit>
  void each_row(Visit&& visit) {
    Row row;
    std::apply([this](auto&... columns) { (bind_column(columns), ...); }, row.columns());
    for (bool found = start(); found; found = statement_.fetch()) visit(row);
    ended_ = true;
  }

 private:
  template <typename T>
  void bind_parameter(const T& value) {
    statement_.exchange(soci::use(value));
  }
  template <typename T>
  void bind_parameter(const Nullable<T>& value) {
    statement_.exchange(soci::use(value.value, value.indicator));
  }
  template <typename T>
  void bind_column(T& column) {
    statement_.exchange(soci::into(column));
  }
  template <typename T>
  void bind_column(Nullable<T>& column) {
    statement_.exchange(soci::into(column.value, column.indicator));
  }

  bool start() {
    statement_.define_and_bind();
    return statement_.execute(true);
  }
  // An SQLite statement that was not read to its end keeps its snapshot: later reads would be stale.
  void drain() {
    while (statement_.fetch()) {
    }
    ended_ = true;
  }

  Connection& connection_;
  std::string_view text_;
  soci::statement& statement_;
  bool ended_ = false;
};

/// A session with its prepared statements. Used by one thread at a time.
class Connection {
 public:
  Connection(const soci::backend_factory& backend, const std::string& parameters)
      : session_(backend, parameters) {}

  /// The statement with this text, prepared on its first use. `text` must live as long as the query.
  Query query(std::string_view text);
  void forget(std::string_view text);

  /// Runs a statement that is not worth keeping.
  void once(const std::string& text) { session_ << text; }

  /// Undoes the open transaction, if there is one.
  void roll_back() noexcept;

 private:
  soci::session session_;
  std::map<std::string, soci::statement, std::less<>> statements_;
};

}  // namespace drape::store::sql
