#include "http/fingerprint.h"

#include <gtest/gtest.h>

#include "http/body_sinks.h"

namespace drape::http {
namespace {

task::ContentHash of_texts(std::initializer_list<std::string_view> texts) {
  Fingerprint fingerprint;
  for (const std::string_view text : texts) fingerprint.add(text);
  return fingerprint.finish();
}

struct Part {
  std::string_view name, data;
  bool is_file = false;
};

task::ContentHash of_parts(std::initializer_list<Part> parts, std::size_t piece = 1'000) {
  Fingerprint fingerprint;
  for (const Part& part : parts) {
    fingerprint.begin_part(part.name, part.is_file);
    for (std::size_t at = 0; at < part.data.size(); at += piece) {
      fingerprint.part_data(part.data.substr(at, piece));
    }
    fingerprint.end_part();
  }
  return fingerprint.finish();
}

TEST(Fingerprint, texts_do_not_run_into_each_other) {
  EXPECT_EQ(of_texts({"ab", "c"}), of_texts({"ab", "c"}));
  EXPECT_NE(of_texts({"ab", "c"}), of_texts({"a", "bc"}));
  EXPECT_NE(of_texts({"ab"}), of_texts({"ab", ""}));
}

TEST(Fingerprint, form_is_the_same_in_any_pieces) {
  EXPECT_EQ(of_parts({{"image", "0123456789", true}}), of_parts({{"image", "0123456789", true}}, 3));
}

TEST(Fingerprint, form_differs_by_name_text_file_and_order) {
  const task::ContentHash form = of_parts({{"image", "x", true}, {"image_name", "front"}});
  EXPECT_NE(form, of_parts({{"image", "y", true}, {"image_name", "front"}}));
  EXPECT_NE(form, of_parts({{"image", "x", true}, {"image_name", "back"}}));
  EXPECT_NE(form, of_parts({{"image", "x", true}, {"name", "front"}}));
  EXPECT_NE(form, of_parts({{"image", "x"}, {"image_name", "front"}}));
  EXPECT_NE(form, of_parts({{"image_name", "front"}, {"image", "x", true}}));
}

TEST(Fingerprint, json_is_taken_as_it_was_sent) {
  const Limits limits;
  const auto of_json = [&](std::string_view text) {
    Fingerprint fingerprint;
    JsonSink sink(limits);
    sink.observe(fingerprint);
    EXPECT_TRUE(sink.take(text));
    sink.end();
    EXPECT_TRUE(sink.data());
    return fingerprint.finish();
  };
  EXPECT_EQ(of_json(R"({"a":1})"), of_json(R"({"a":1})"));
  EXPECT_NE(of_json(R"({"a":1})"), of_json(R"({"a":2})"));
}

}  // namespace
}  // namespace drape::http
