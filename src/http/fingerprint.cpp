#include "http/fingerprint.h"

#include <span>
#include <string>

namespace drape::http {
namespace {

void update(store::Sha256& digest, std::string_view text) {
  digest.update(std::as_bytes(std::span(text)));
}

}  // namespace

void Fingerprint::add(std::string_view text) {
  update(whole_, std::to_string(text.size()) + ":");
  update(whole_, text);
}

void Fingerprint::begin_part(std::string_view name, bool is_file) {
  add(is_file ? "file" : "text");
  add(name);
  part_.emplace();
}

void Fingerprint::part_data(std::string_view data) {
  update(*part_, data);
}

void Fingerprint::end_part() {
  if (!part_) return;
  add(part_->finish().hex());
  part_.reset();
}

}  // namespace drape::http
