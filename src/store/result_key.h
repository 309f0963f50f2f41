#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "task/content_hash.h"
#include "task/task.h"

namespace drape::store {

/// The content of an order's pictures. The garments stand in the order's order.
struct OrderContent {
  task::ContentHash person;
  std::vector<task::ContentHash> garments;
};

/// Names what an order's picture depends on: orders of one account with the same key have the same picture.
/// `maker`: whatever decides besides the order (engine, networks, limits, quality). Seed and number of
/// samples are no part of it as long as no engine looks at them.
[[nodiscard]] task::ContentHash result_key(const OrderContent& content, const task::TaskOrder& order,
                                           std::string_view maker);

}  // namespace drape::store
