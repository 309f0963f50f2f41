#include "http/negotiation.h"

#include <gtest/gtest.h>

#include "http/idempotency.h"

namespace drape::http {
namespace {

bool wants(std::initializer_list<std::string_view> accept) {
  RequestHead head;
  for (const std::string_view value : accept) head.headers.push_back({"Accept", value});
  return wants_problem(head);
}

TEST(WantsProblem, only_when_it_is_named) {
  EXPECT_FALSE(wants({}));
  for (const char* accept :
       {"", "*/*", "application/*", "application/json", "text/html, */*;q=0.1", "application/problem",
        "application/problem+jsonx", "x/application/problem+json"}) {
    EXPECT_FALSE(wants({accept})) << accept;
  }
  for (const char* accept :
       {"application/problem+json", "Application/Problem+JSON", " application/problem+json ;charset=utf-8",
        "application/json, application/problem+json", "text/html,application/problem+json,*/*;q=0.8"}) {
    EXPECT_TRUE(wants({accept})) << accept;
  }
}

TEST(WantsProblem, weights_are_heeded) {
  EXPECT_FALSE(wants({"application/problem+json;q=0"}));
  EXPECT_FALSE(wants({"application/problem+json;q=0.000, */*"}));
  EXPECT_FALSE(wants({"application/problem+json;q=0.4, application/json"}));
  EXPECT_FALSE(wants({"application/problem+json;q=0.4, application/*;q=0.5"}));
  EXPECT_FALSE(wants({"application/problem+json;q=0.4, */*;q=0.5"}));
  EXPECT_TRUE(wants({"application/problem+json;q=0.4, application/json;q=0.4"}));
  EXPECT_TRUE(wants({"application/problem+json; Q=0.123, application/json;q=0.122"}));
  EXPECT_TRUE(wants({"application/problem+json;q=0.2, application/json;q=0.1, */*"}));
  EXPECT_TRUE(wants({"*/*;q=0.1, application/problem+json;q=1.000"}));
}

TEST(WantsProblem, what_is_no_weight_is_no_wish) {
  for (const char* weight : {"2", "1.001", "-1", "0.1234", "x", "", ".5", "0,5"}) {
    const std::string accept = std::string("application/problem+json;q=") + weight;
    EXPECT_FALSE(wants({accept})) << weight;
  }
}

TEST(WantsProblem, several_fields_are_one_list_and_quotes_hide_commas) {
  EXPECT_TRUE(wants({"text/html", "application/problem+json"}));
  EXPECT_FALSE(wants({R"(text/html;a="x, application/problem+json")"}));
  EXPECT_TRUE(wants({R"(text/html;a="\",", application/problem+json)"}));
  EXPECT_FALSE(wants({R"(text/html;a="never closed, application/problem+json)"}));
}

std::string key_of(std::initializer_list<std::string_view> values) {
  RequestHead head;
  for (const std::string_view value : values) head.headers.push_back({"idempotency-key", value});
  const auto key = idempotency_key(head);
  if (!key) return "refused";
  return *key ? "key " + std::string(**key) : "none";
}

TEST(IdempotencyKey, is_visible_text_of_1_to_255_characters) {
  EXPECT_EQ(key_of({}), "none");
  EXPECT_EQ(key_of({"a"}), "key a");
  EXPECT_EQ(key_of({R"("8e03978e-40d5-43dd-bc93-6894a57f9324")"}),
            R"(key "8e03978e-40d5-43dd-bc93-6894a57f9324")");
  const std::string longest(kIdempotencyKeyMax, '~');
  EXPECT_EQ(key_of({longest}), "key " + longest);
  EXPECT_EQ(key_of({""}), "refused");
  EXPECT_EQ(key_of({longest + "~"}), "refused");
  EXPECT_EQ(key_of({"a b"}), "refused");
  EXPECT_EQ(key_of({"a\tb"}), "refused");
  EXPECT_EQ(key_of({"schl\xC3\xBCssel"}), "refused");
  EXPECT_EQ(key_of({"a", "a"}), "refused");
}

}  // namespace
}  // namespace drape::http
