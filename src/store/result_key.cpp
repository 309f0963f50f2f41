#include "store/result_key.h"

#include "store/digest.h"

namespace drape::store {
namespace {

/// What was said of a garment: another word may lead to another picture.
std::string text_of(const task::GarmentHints& hints) {
  return std::string(hints.category ? to_string(*hints.category) : "auto") + " " +
         std::string(hints.photo_type ? to_string(*hints.photo_type) : "auto");
}

}  // namespace

task::ContentHash result_key(const OrderContent& content, const task::TaskOrder& order,
                             std::string_view maker) {
  // One line for each thing, none of which holds a line break; the maker, which might, comes last.
  std::string text = "result 1\n";
  text += std::string(to_string(engine_for(order.engine))) + "\n";
  text += std::string(to_string(order.output_format)) + "\n";
  text += content.person.hex() + "\n";
  for (std::size_t i = 0; i < content.garments.size(); ++i) {
    text += content.garments[i].hex() + " " + text_of(order.hints_of(i)) + "\n";
  }
  text += maker;
  return sha256(text);
}

}  // namespace drape::store
