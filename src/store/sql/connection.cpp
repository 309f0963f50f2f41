#include "store/sql/connection.h"

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
    found = statements_.emplace(text, statement).first;
  }
  found->second.bind_clean_up();
  return {*this, text, found->second};
}

}  // namespace drape::store::sql
