#include "sandbox/sandboxed_decoder.h"

#include <gtest/gtest.h>
#include <vips/vips.h>

#include <future>
#include <mutex>
#include <vector>

#include "image/decode_errors.h"
#include "pictures.h"
#include "sandbox/decode_child.h"

namespace drape::sandbox {
namespace {

using image::DecodedPicture;
using test::encoded;

class SandboxedDecoder : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { image::initialise_codecs(); }

  std::shared_ptr<const image::Decoder> decoder(DecoderOptions options = {}) {
    if (!options.program) options.program = {REAL_CHILD, decode_child_arguments(options.memory_bytes)};
    return make_sandboxed_decoder(options,
                                  [this](Death death) {
                                    const std::lock_guard lock(mutex_);
                                    deaths_.push_back(death);
                                  })
        .value();
  }
  std::shared_ptr<const image::Decoder> misbehaving(const std::string& what) {
    DecoderOptions options;
    options.children = 1;
    options.program = {MISBEHAVING_CHILD, {what}};
    return decoder(options);
  }
  std::vector<Death> deaths() {
    const std::lock_guard lock(mutex_);
    return deaths_;
  }
  /// Decodes both in the sandbox and here.
  static void expect_same(const image::Decoder& sandboxed, const image::Bytes& file, int longer_side_max,
                          const std::string& what) {
    const auto expected = image::in_process_decoder()->decode(file, {}, longer_side_max);
    const auto found = sandboxed.decode(file, {}, longer_side_max);
    ASSERT_TRUE(expected) << what;
    ASSERT_TRUE(found) << what << ": " << found.error().internal_text.value;
    EXPECT_EQ(found->info.format, expected->info.format) << what;
    EXPECT_EQ(found->info.width, expected->info.width) << what;
    EXPECT_EQ(found->info.height, expected->info.height) << what;
    ASSERT_EQ(found->pixels.size(), expected->pixels.size()) << what;
    // Scaling rounds differently without code compiled at run time: by three steps at most.
    EXPECT_LE(cv::norm(found->pixels, expected->pixels, cv::NORM_INF), longer_side_max == 0 ? 0 : 3) << what;
  }
  static std::string code_of(const Result<DecodedPicture>& result) {
    return result ? "decoded" : result.error().code;
  }

 private:
  std::mutex mutex_;
  std::vector<Death> deaths_;
};

TEST_F(SandboxedDecoder, every_format_decodes_as_it_does_in_process) {
  const auto sandboxed = decoder();
  for (const char* extension : {"jpg", "webp", "avif", "heic"}) {
    expect_same(*sandboxed, test::stored_drawing(extension), 0, extension);
    expect_same(*sandboxed, test::stored_drawing(extension), 50, std::string(extension) + ", scaled down");
  }
  expect_same(*sandboxed, encoded({}), 0, "png");
  EXPECT_TRUE(deaths().empty());
}

TEST_F(SandboxedDecoder, odd_but_valid_pictures_decode_as_they_do_in_process) {
  const auto sandboxed = decoder();
  for (int orientation = 1; orientation <= 8; ++orientation) {
    expect_same(*sandboxed, encoded({.suffix = ".jpg", .orientation = orientation}), 0,
                "orientation " + std::to_string(orientation));
  }
  expect_same(*sandboxed, encoded({.suffix = ".jpg", .interpretation = VIPS_INTERPRETATION_CMYK}), 0, "CMYK");
  expect_same(*sandboxed, encoded({.interpretation = VIPS_INTERPRETATION_RGB16}), 0, "16 bit");
  expect_same(*sandboxed, encoded({.interpretation = VIPS_INTERPRETATION_B_W}), 0, "grey");
  expect_same(*sandboxed, encoded({.suffix = ".png[profile=p3]"}), 0, "wide gamut");
  expect_same(*sandboxed, encoded({.suffix = ".png[interlace]"}), 0, "interlaced");
  expect_same(*sandboxed, encoded({.width = 1'500, .height = 900, .suffix = ".jpg[interlace]"}), 1'000,
              "progressive");
  EXPECT_TRUE(deaths().empty());
}

TEST_F(SandboxedDecoder, what_is_no_picture_is_refused_and_costs_no_child) {
  const auto sandboxed = decoder();
  const image::Bytes jpeg = encoded({.width = 300, .height = 300, .suffix = ".jpg"});
  EXPECT_EQ(code_of(sandboxed->decode({}, {}, 0)), image::kInvalidImageCode);
  EXPECT_EQ(code_of(sandboxed->decode(std::as_bytes(std::span("GIF89a")), {}, 0)), image::kInvalidImageCode);
  for (const std::size_t part : {1U, 2U, 3U}) {
    EXPECT_EQ(code_of(sandboxed->decode(std::span(jpeg).first(jpeg.size() * part / 4), {}, 0)),
              image::kInvalidImageCode);
  }
  EXPECT_EQ(code_of(sandboxed->decode(jpeg, {.pixels_max = 300 * 300 - 1}, 0)), image::kTooLargeCode);
  EXPECT_EQ(code_of(sandboxed->decode(jpeg, {.pixels_max = 300 * 300}, 0)), "decoded");
  EXPECT_TRUE(deaths().empty());
}

TEST_F(SandboxedDecoder, picture_that_needs_too_much_memory_is_refused_and_the_next_one_decodes) {
  const auto sandboxed = decoder({.children = 1, .memory_bytes = 24 << 20});
  EXPECT_FALSE(
      sandboxed->decode(encoded({.width = 4'000, .height = 4'000, .suffix = ".png[compression=1]"}), {}, 0));
  EXPECT_EQ(code_of(sandboxed->decode(encoded({}), {}, 0)), "decoded");
}

TEST_F(SandboxedDecoder, picture_that_takes_too_long_costs_a_child_and_the_next_one_decodes) {
  const auto sandboxed = decoder({.children = 1, .timeout = std::chrono::milliseconds(60)});
  const image::Bytes slow = encoded({.width = 6'000, .height = 6'000, .suffix = ".png[compression=1]"});
  EXPECT_EQ(code_of(sandboxed->decode(slow, {}, 0)), image::kTooCostlyCode);
  EXPECT_EQ(deaths(), std::vector{Death::kTime});
  EXPECT_EQ(code_of(sandboxed->decode(encoded({.width = 8, .height = 8}), {}, 0)), "decoded");
}

TEST_F(SandboxedDecoder, child_that_hangs_is_ended) {
  DecoderOptions options{.children = 1, .timeout = std::chrono::milliseconds(50)};
  options.program = {MISBEHAVING_CHILD, {"hang"}};
  const auto sandboxed = decoder(options);
  for (int turn = 0; turn < 2; ++turn) {
    EXPECT_EQ(code_of(sandboxed->decode(encoded({}), {}, 0)), image::kTooCostlyCode);
  }
  EXPECT_EQ(deaths(), std::vector(2, Death::kTime));
}

TEST_F(SandboxedDecoder, crash_of_a_child_is_an_error_of_that_picture) {
  const auto sandboxed = misbehaving("abort");
  for (int turn = 0; turn < 3; ++turn) {
    const auto result = sandboxed->decode(encoded({}), {}, 0);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, image::kDecoderDiedCode);
    EXPECT_EQ(result.error().kind, ErrorKind::kInvalidInput);
  }
  EXPECT_EQ(deaths(), std::vector(3, Death::kCrashed));
}

TEST_F(SandboxedDecoder, child_that_lies_is_ended_and_not_believed) {
  for (const char* what : {"huge", "negative", "keep", "babble"}) {
    EXPECT_EQ(code_of(misbehaving(what)->decode(encoded({}), {}, 0)), image::kDecoderDiedCode) << what;
  }
  EXPECT_EQ(deaths(), std::vector(4, Death::kConfused));
}

TEST_F(SandboxedDecoder, system_that_cannot_lock_a_child_up_is_reported_at_the_start) {
  const auto reason = [](const ChildProgram& program) {
    const auto made = make_sandboxed_decoder({.program = program}, {});
    return made ? "made" : made.error().internal_text.value;
  };
  EXPECT_EQ(reason({MISBEHAVING_CHILD, {"unable"}}), "no such thing here");
  EXPECT_NE(reason({MISBEHAVING_CHILD, {"silent"}}).find("exit code 3"), std::string::npos);
  EXPECT_NE(reason({"/no/such/program", {}}).find("/no/such/program"), std::string::npos);
}

TEST_F(SandboxedDecoder, children_are_replaced_after_their_share_without_a_death) {
  const auto sandboxed = decoder({.children = 1, .pictures_per_child = 2});
  for (int turn = 0; turn < 5; ++turn) EXPECT_EQ(code_of(sandboxed->decode(encoded({}), {}, 0)), "decoded");
  EXPECT_TRUE(deaths().empty());
}

TEST_F(SandboxedDecoder, more_callers_than_children_are_all_served) {
  const auto sandboxed = decoder({.children = 2});
  const image::Bytes file = encoded({.suffix = ".jpg"});
  std::vector<std::future<std::string>> callers;
  for (int caller = 0; caller < 8; ++caller) {
    callers.push_back(std::async(std::launch::async, [&] {
      for (int turn = 0; turn < 10; ++turn) {
        if (const auto picture = sandboxed->decode(file, {}, 0); !picture)
          return picture.error().internal_text.value;
      }
      return std::string("decoded");
    }));
  }
  for (auto& caller : callers) EXPECT_EQ(caller.get(), "decoded");
}

TEST_F(SandboxedDecoder, picture_outlives_the_decoder) {
  auto sandboxed = decoder();
  const auto picture = sandboxed->decode(encoded({.width = 40, .height = 30}), {}, 0);
  sandboxed.reset();
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->pixels.clone().size(), cv::Size(40, 30));
}

}  // namespace
}  // namespace drape::sandbox
