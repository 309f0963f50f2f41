#include "tflite/constants.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace drape::tflite {
namespace {

TEST(HalfToFloat, is_exact) {
  EXPECT_EQ(half_to_float(0x0000), 0.F);
  EXPECT_TRUE(std::signbit(half_to_float(0x8000)));
  EXPECT_EQ(half_to_float(0x3C00), 1.F);
  EXPECT_EQ(half_to_float(0xC000), -2.F);
  EXPECT_EQ(half_to_float(0x7BFF), 65504.F);
  EXPECT_EQ(half_to_float(0x3555), 0.333251953125F);
  EXPECT_EQ(half_to_float(0x0001), std::ldexp(1.F, -24));
  EXPECT_EQ(half_to_float(0x83FF), -1023 * std::ldexp(1.F, -24));
  EXPECT_EQ(half_to_float(0x7C00), std::numeric_limits<float>::infinity());
  EXPECT_TRUE(std::isnan(half_to_float(0x7E00)));
}

/// Rows dense, columns sparse: [[0 1 0 2] [0 0 0 0] [3 0 0 0]].
Sparsity rows_of_columns() {
  return {{0, 1}, {}, {{true, 3, {}, {}}, {false, 0, {0, 2, 2, 3}, {1, 3, 0}}}};
}

TEST(Densify, lays_sparse_rows_out) {
  const auto dense = densify(rows_of_columns(), {3, 4}, {1, 2, 3});
  ASSERT_TRUE(dense);
  EXPECT_EQ(*dense, (std::vector<float>{0, 1, 0, 2, 0, 0, 0, 0, 3, 0, 0, 0}));
}

TEST(Densify, follows_the_traversal_order) {
  Sparsity columns_of_rows{{1, 0}, {}, {{true, 2, {}, {}}, {false, 0, {0, 1, 2}, {1, 0}}}};
  const auto dense = densify(columns_of_rows, {2, 2}, {5, 6});
  ASSERT_TRUE(dense);
  EXPECT_EQ(*dense, (std::vector<float>{0, 6, 5, 0}));
}

TEST(Densify, lays_blocks_out) {
  // A 2 x 4 matrix in blocks of 1 x 2; only the right block of row 0 and the left one of row 1 are there.
  Sparsity blocks{{0, 1, 2}, {1}, {{true, 2, {}, {}}, {false, 0, {0, 1, 2}, {1, 0}}, {true, 2, {}, {}}}};
  const auto dense = densify(blocks, {2, 4}, {1, 2, 3, 4});
  ASSERT_TRUE(dense);
  EXPECT_EQ(*dense, (std::vector<float>{0, 0, 1, 2, 3, 4, 0, 0}));
}

TEST(Densify, refuses_inconsistent_trees) {
  const Shape shape = {3, 4};
  const std::vector<float> values = {1, 2, 3};
  const auto refused = [&](auto&& spoil) {
    Sparsity sparsity = rows_of_columns();
    spoil(sparsity);
    return !densify(sparsity, shape, values).has_value();
  };
  EXPECT_TRUE(refused([](Sparsity& s) { s.levels[1].indices[0] = 4; }));
  EXPECT_TRUE(refused([](Sparsity& s) { s.levels[1].indices[0] = -1; }));
  EXPECT_TRUE(refused([](Sparsity& s) { s.levels[1].indices.pop_back(); }));
  EXPECT_TRUE(refused([](Sparsity& s) { s.levels[1].segments = {0, 2, 1, 3}; }));
  EXPECT_TRUE(refused([](Sparsity& s) { s.levels[1].segments = {1, 2, 2, 3}; }));
  EXPECT_TRUE(refused([](Sparsity& s) { s.levels[1].segments = {}; }));
  EXPECT_TRUE(refused([](Sparsity& s) { s.levels[0].dense_size = 4; }));
  EXPECT_TRUE(refused([](Sparsity& s) { s.levels[0].dense_size = -3; }));
  EXPECT_TRUE(refused([](Sparsity& s) { s.levels.pop_back(); }));
  EXPECT_TRUE(refused([](Sparsity& s) { s.traversal_order = {0, 0}; }));
  EXPECT_TRUE(refused([](Sparsity& s) { s.traversal_order = {0, 7}; }));
  EXPECT_TRUE(refused([](Sparsity& s) { s.block_map = {0}; }));
  EXPECT_FALSE(densify(rows_of_columns(), shape, {1, 2}));
}

TEST(Densify, refuses_blocks_of_dimensions_that_do_not_exist) {
  Sparsity blocks{{0, 1, 2}, {5}, {{true, 2, {}, {}}, {true, 4, {}, {}}, {true, 1, {}, {}}}};
  EXPECT_FALSE(densify(blocks, {2, 4}, std::vector<float>(8)));
}

}  // namespace
}  // namespace drape::tflite
