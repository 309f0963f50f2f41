#include "http/wait_preference.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace drape::http {
namespace {

struct Asked {
  std::optional<WaitPreference> wait;
  std::string errors;
};

Asked ask(std::string_view query, const std::vector<std::string_view>& prefer = {}) {
  RequestHead head;
  head.query = query;
  for (const std::string_view value : prefer) head.headers.push_back({"PREFER", value});
  FieldErrors errors;
  const auto wait = read_wait(head, errors);
  return {wait, errors.empty() ? "" : to_text(errors.json())};
}

std::int64_t seconds(const Asked& asked) {
  return asked.wait ? asked.wait->time.count() : -1;
}

TEST(WaitPreference, parameter_is_a_number_of_seconds_up_to_a_minute) {
  EXPECT_EQ(seconds(ask("")), -1);
  EXPECT_EQ(seconds(ask("wait=0")), 0);
  EXPECT_EQ(seconds(ask("a=b&wait=10")), 10);
  EXPECT_EQ(seconds(ask("wait=60")), 60);
  EXPECT_EQ(seconds(ask("wait=61")), 60);
  EXPECT_EQ(seconds(ask("wait=99999999999999999999")), 60);
  EXPECT_FALSE(ask("wait=10").wait->preferred);
}

TEST(WaitPreference, parameter_that_is_no_number_of_seconds_is_an_error) {
  for (const char* text : {"wait=", "wait=soon", "wait=1.5", "wait=10s"}) {
    EXPECT_EQ(ask(text).errors, R"({"wait":["A valid integer is required."]})") << text;
    EXPECT_FALSE(ask(text).wait);
  }
  for (const char* text : {"wait=-1", "wait=-99999999999999999999"}) {
    EXPECT_EQ(ask(text).errors, R"({"wait":["Ensure this value is greater than or equal to 0."]})") << text;
  }
}

TEST(WaitPreference, preference_is_found_among_others) {
  EXPECT_EQ(seconds(ask("", {"wait=10"})), 10);
  EXPECT_TRUE(ask("", {"wait=10"}).wait->preferred);
  EXPECT_EQ(seconds(ask("", {"respond-async, WAIT = 10 ; x=y, handling=lenient"})), 10);
  EXPECT_EQ(seconds(ask("", {"respond-async", "wait=\"7\""})), 7);
  EXPECT_EQ(seconds(ask("", {"foo=\"a, wait=1\", wait=5"})), 5);
  EXPECT_EQ(seconds(ask("", {"wait=5, wait=9"})), 5) << "the first counts";
  EXPECT_EQ(seconds(ask("", {"wait=600"})), 60);
}

TEST(WaitPreference, preference_that_makes_no_sense_is_not_heeded) {
  for (const char* text :
       {"wait", "wait=", "wait=soon", "wait=-1", "wait=1.5", "waiting=3", "foo=\"wait=3", ",,;=", "\\"}) {
    EXPECT_EQ(seconds(ask("", {text})), -1) << text;
    EXPECT_EQ(ask("", {text}).errors, "") << text;
  }
}

TEST(WaitPreference, parameter_goes_before_the_preference) {
  const Asked asked = ask("wait=3", {"wait=10"});
  EXPECT_EQ(seconds(asked), 3);
  EXPECT_FALSE(asked.wait->preferred);
}

}  // namespace
}  // namespace drape::http
