#include "http/pagination.h"

#include <gtest/gtest.h>

namespace drape::http {
namespace {

std::optional<task::PageRequest> parse(std::string_view query) {
  Limits limits;
  limits.page_size_default = 2;
  limits.page_size_max = 5;
  return parse_page(QueryParameters(query), limits);
}

TEST(ParsePage, reads_numbers_and_last) {
  EXPECT_EQ(parse("")->number, 1);
  EXPECT_EQ(parse("page=")->number, 1);
  EXPECT_EQ(parse("page=+7")->number, 7);
  EXPECT_EQ(parse("page=3&page=4")->number, 4);
  EXPECT_TRUE(parse("page=last")->last);
}

TEST(ParsePage, refuses_pages_that_cannot_exist) {
  for (const char* query :
       {"page=0", "page=-1", "page=x", "page=1.0", "page=99999999999999999999", "page=Last"}) {
    EXPECT_FALSE(parse(query)) << query;
  }
}

TEST(ParsePage, ignores_bad_sizes_and_clamps_large_ones) {
  EXPECT_EQ(parse("page_size=3")->size, 3);
  for (const char* query : {"page_size=0", "page_size=-1", "page_size=abc", "page_size="})
    EXPECT_EQ(parse(query)->size, 2);
  for (const char* query : {"page_size=6", "page_size=1000", "page_size=99999999999999999999"}) {
    EXPECT_EQ(parse(query)->size, 5);
  }
  EXPECT_EQ(parse("page_size=-99999999999999999999")->size, 2);
}

TEST(PageLink, sorts_parameters_and_drops_page_1) {
  const QueryParameters query("z=1&page=2&a=x+y&z=%C3%A9&b=");
  const ListAddress address{"http://h:1", "/v2/tryon/tasks", query};
  EXPECT_EQ(page_link(address, 3), "http://h:1/v2/tryon/tasks/?a=x+y&b=&page=3&z=1&z=%C3%A9");
  EXPECT_EQ(page_link(address, 1), "http://h:1/v2/tryon/tasks/?a=x+y&b=&z=1&z=%C3%A9");
  const QueryParameters plain("page=2");
  EXPECT_EQ(page_link({"http://h", "/x/", plain}, 1), "http://h/x/");
}

TEST(PageJson, has_the_documented_shape) {
  const QueryParameters query("page=2");
  const task::Page<int> page{5, 2, 2, {}};
  EXPECT_EQ(to_text(page_json(page, {"http://h", "/x/", query}, Json::array({1}))),
            R"({"count":5,"next":"http://h/x/?page=3","previous":"http://h/x/","results":[1]})");
  const task::Page<int> empty{0, 1, 2, {}};
  EXPECT_EQ(to_text(page_json(empty, {"http://h", "/x/", query}, Json::array())),
            R"({"count":0,"next":null,"previous":null,"results":[]})");
}

}  // namespace
}  // namespace drape::http
