#include "http/head_writer.h"

#include <gtest/gtest.h>

#include "http/request_id.h"
#include "http/timestamps.h"

namespace drape::http {
namespace {

TEST(WriteHead, a_value_cannot_add_a_line) {
  Response response;
  response.set("X-Bad", "a\r\nInjected: yes");
  response.set("X-Good", "fine");
  std::string head;
  write_head(head, response, "id", {});
  EXPECT_EQ(head.find("Injected"), std::string::npos);
  EXPECT_NE(head.find("X-Good: fine\r\n"), std::string::npos);
}

TEST(WriteHead, says_whether_the_connection_stays) {
  const auto head = [](HeadOptions options) {
    std::string text;
    write_head(text, Response{}, "id", options);
    return text;
  };
  EXPECT_EQ(head({}).find("Connection"), std::string::npos);
  EXPECT_NE(head({.keep_alive = false}).find("Connection: close\r\n"), std::string::npos);
  EXPECT_NE(head({.http_1_0 = true}).find("Connection: keep-alive\r\n"), std::string::npos);
}

TEST(WriteHead, no_length_where_no_body_may_be) {
  Response response;
  response.status = 304;
  std::string head;
  write_head(head, response, "id", {});
  EXPECT_EQ(head.find("Content-Length"), std::string::npos);
}

TEST(WriteHead, body_of_unknown_length_comes_in_chunks_or_up_to_the_end) {
  const auto head = [](HeadOptions options) {
    std::string text;
    write_head(text, Response{}, "id", options);
    return text;
  };
  EXPECT_NE(head({.live = true}).find("Transfer-Encoding: chunked\r\n"), std::string::npos);
  EXPECT_EQ(head({.live = true}).find("Content-Length"), std::string::npos);
  const std::string old = head({.keep_alive = false, .http_1_0 = true, .live = true});
  EXPECT_EQ(old.find("Transfer-Encoding"), std::string::npos);
  EXPECT_EQ(old.find("Content-Length"), std::string::npos);
}

TEST(HttpDate, is_in_the_preferred_format) {
  EXPECT_EQ(http_date(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST(IsoTime, shows_a_fraction_only_when_there_is_one) {
  const Timestamp whole{std::chrono::seconds(1'767'268'800)};
  EXPECT_EQ(iso_time(whole), "2026-01-01T12:00:00Z");
  EXPECT_EQ(iso_time(whole + std::chrono::microseconds(1'500)), "2026-01-01T12:00:00.001500Z");
}

TEST(ChooseRequestId, takes_sane_ids_and_makes_others) {
  EXPECT_EQ(choose_request_id("client-1.a_B"), "client-1.a_B");
  for (const std::string& bad :
       {std::string(), std::string("a b"), std::string("a\"b"), std::string(65, 'a')}) {
    const std::string made = choose_request_id(bad);
    EXPECT_EQ(made.size(), 32U);
    EXPECT_NE(made, choose_request_id(bad));
  }
}

}  // namespace
}  // namespace drape::http
