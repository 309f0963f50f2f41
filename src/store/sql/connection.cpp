#include "store/sql/connection.h"

#include <exception>

namespace drape::store::sql {

Query::~Query() {
  if (!ended_) connection_.forget(text_);
}

Query Connection::query(std::string_view text) {
  auto found = statements_.find(text);
  if (found == statements_.end()) {
    soci::statement statement(session_);
    statement.alloc();
    statement.prepare(std::string(text));
    found = statements_.emplace(std::string(text), statement).first;
  }
  found->second.bind_clean_up();
  return {*this, text, found->second};
}

void Connection::forget(std::string_view text) {
  const auto found = statements_.find(text);
  if (found != statements_.end()) statements_.erase(found);
}

void Connection::roll_back() noexcept {
  try {
    once("rollback");
  } catch (const std::exception&) {
    // Some failures (disk full) have rolled the transaction back already: there is nothing left to undo.
  }
}

}  // namespace drape::store::sql
