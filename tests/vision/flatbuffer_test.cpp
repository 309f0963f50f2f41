#include "tflite/flatbuffer.h"

#include <gtest/gtest.h>

#include "tflite_writer.h"

namespace drape::tflite {
namespace {

TEST(Table, reads_what_was_written) {
  const auto file = TableToWrite()
                        .scalar<std::int32_t>(1, -7)
                        .text(2, "name")
                        .vector<std::uint16_t>(4, {1, 2, 3})
                        .table(5, TableToWrite().scalar<std::uint8_t>(0, 9))
                        .tables(6, {TableToWrite().scalar<std::int32_t>(0, 10), TableToWrite()})
                        .file();
  ByteSource source(file);
  const Table root = Table::root(source);
  EXPECT_EQ(root.scalar<std::int32_t>(1), -7);
  EXPECT_EQ(root.text(2, 10), "name");
  EXPECT_EQ(root.scalars<std::uint16_t>(4, 3), (std::vector<std::uint16_t>{1, 2, 3}));
  EXPECT_EQ(root.table(5).scalar<std::uint8_t>(0), 9);
  ASSERT_EQ(root.tables(6, 2).size(), 2U);
  EXPECT_EQ(root.tables(6, 2)[0].scalar<std::int32_t>(0), 10);
  EXPECT_TRUE(source.ok()) << source.reason();
}

TEST(Table, absent_fields_and_tables_read_as_their_default) {
  const auto file = TableToWrite().scalar<std::int32_t>(1, 5).file();
  ByteSource source(file);
  const Table root = Table::root(source);
  EXPECT_EQ(root.scalar<std::int32_t>(0, 3), 3);
  EXPECT_EQ(root.scalar<std::int32_t>(100, 4), 4);
  EXPECT_FALSE(root.table(0).present());
  EXPECT_EQ(root.table(0).scalar<std::int32_t>(1, 6), 6);
  EXPECT_TRUE(root.scalars<std::int32_t>(0, 10).empty());
  EXPECT_TRUE(source.ok());
}

TEST(Table, list_that_claims_more_than_the_file_holds_is_malformed) {
  auto file = TableToWrite().vector<std::int32_t>(0, {1, 2, 3}).file();
  const std::uint32_t claimed = 1000;
  std::memcpy(file.data() + file.size() - 16, &claimed, sizeof(claimed));
  ByteSource source(file);
  EXPECT_TRUE(Table::root(source).scalars<std::int32_t>(0, 1'000'000).empty());
  EXPECT_FALSE(source.ok());
}

TEST(Table, list_longer_than_allowed_is_malformed) {
  const auto file = TableToWrite().vector<std::int32_t>(0, {1, 2, 3}).file();
  ByteSource source(file);
  EXPECT_TRUE(Table::root(source).scalars<std::int32_t>(0, 2).empty());
  EXPECT_FALSE(source.ok());
}

TEST(Table, root_outside_the_file_is_malformed) {
  std::vector<std::byte> file(16, std::byte{0xFF});
  ByteSource source(file);
  const Table root = Table::root(source);
  EXPECT_EQ(root.scalar<std::int32_t>(0, 1), 1);
  EXPECT_FALSE(source.ok());
}

TEST(Table, list_read_over_and_over_is_malformed) {
  const auto file = TableToWrite().vector(0, std::vector<std::int32_t>(1000)).file();
  ByteSource source(file);
  const Table root = Table::root(source);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(root.scalars<std::int32_t>(0, 1000).size(), 1000U);
  EXPECT_TRUE(root.scalars<std::int32_t>(0, 1000).empty());
  EXPECT_FALSE(source.ok());
}

TEST(ByteSource, keeps_the_first_reason) {
  ByteSource source({});
  EXPECT_EQ(source.read<int>(0), 0);
  source.reject("later");
  EXPECT_NE(source.reason(), "later");
}

}  // namespace
}  // namespace drape::tflite
