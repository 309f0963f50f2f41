#include "http/links.h"

#include <gtest/gtest.h>

namespace drape::http {
namespace {

class FixedClock final : public Clock {
 public:
  [[nodiscard]] Timestamp now() const override { return Timestamp(std::chrono::seconds(seconds)); }
  std::int64_t seconds = 1'800'000'000;
};

Links::Secret secret(int first) {
  Links::Secret bytes{};
  bytes[0] = static_cast<std::byte>(first);
  return bytes;
}

RequestHead head_with(std::vector<HeaderView> headers) {
  RequestHead head;
  head.headers = std::move(headers);
  return head;
}

struct LinksTest : testing::Test {
  std::string token(MediaName name = {MediaKind::kResult, 200}) {
    const std::string link = links.media("http://h", name, task::PictureFormat::kJpeg);
    return link.substr(std::string("http://h/i/").size());
  }
  FixedClock clock;
  Links links{{}, secret(1), clock};
};

TEST_F(LinksTest, a_link_is_good_for_its_picture) {
  const auto checked = links.check(token({MediaKind::kGarmentImage, 88}));
  EXPECT_EQ(checked.verdict, Links::Verdict::kGood);
  EXPECT_EQ(checked.name.kind, MediaKind::kGarmentImage);
  EXPECT_EQ(checked.name.id, 88);
}

TEST_F(LinksTest, no_single_character_can_be_altered) {
  const std::string good = token();
  const std::size_t signature_end = good.rfind('.');
  for (std::size_t i = 0; i < signature_end; ++i) {
    std::string bad = good;
    bad[i] = bad[i] == 'A' ? 'B' : 'A';
    EXPECT_EQ(links.check(bad).verdict, Links::Verdict::kForged) << i;
  }
  for (std::size_t i = 0; i < signature_end; ++i) {
    EXPECT_EQ(links.check(good.substr(0, i)).verdict, Links::Verdict::kForged) << i;
  }
}

TEST_F(LinksTest, another_secret_makes_other_links) {
  const Links others({}, secret(2), clock);
  EXPECT_EQ(others.check(token()).verdict, Links::Verdict::kForged);
}

TEST_F(LinksTest, links_live_at_least_their_lifetime_and_then_expire) {
  const std::string link = token();
  const std::int64_t week = 7 * 24 * 3600;
  clock.seconds += week;
  EXPECT_EQ(links.check(link).verdict, Links::Verdict::kGood);
  clock.seconds += week / 8;
  EXPECT_EQ(links.check(link).verdict, Links::Verdict::kExpired);
}

TEST_F(LinksTest, links_are_stable_within_a_step) {
  const std::int64_t step = 7 * 24 * 3600 / 8;
  clock.seconds = clock.seconds / step * step;
  const std::string first = token();
  clock.seconds += step - 1;
  EXPECT_EQ(token(), first);
  clock.seconds += 1;
  EXPECT_NE(token(), first);
}

TEST_F(LinksTest, origin_is_the_requests_host_unless_it_is_set) {
  EXPECT_EQ(links.origin(head_with({{"Host", "shop.example:8080"}})), "http://shop.example:8080");
  LinkOptions options;
  options.public_url = "https://tryon.example";
  const Links fixed(options, secret(1), clock);
  EXPECT_EQ(fixed.origin(head_with({{"Host", "evil.example"}})), "https://tryon.example");
}

TEST_F(LinksTest, forwarded_headers_count_only_when_trusted) {
  const RequestHead head =
      head_with({{"Host", "inner"}, {"X-Forwarded-Proto", "https"}, {"X-Forwarded-Host", "outer.example"}});
  EXPECT_EQ(links.origin(head), "http://inner");
  LinkOptions options;
  options.trust_forwarded = true;
  const Links trusting(options, secret(1), clock);
  EXPECT_EQ(trusting.origin(head), "https://outer.example");
}

TEST(IsValidHost, takes_hosts_and_nothing_else) {
  for (const char* host : {"a", "a.b-c_d", "1.2.3.4:80", "[::1]", "[::1]:8080", "localhost:65535"}) {
    EXPECT_TRUE(is_valid_host(host)) << host;
  }
  for (const char* host :
       {"", "a b", "a/b", "a:", "a:x", "a:123456", "[::1", "[]", "[::1]x", "a@b", "a\"b", "é"}) {
    EXPECT_FALSE(is_valid_host(host)) << host;
  }
}

}  // namespace
}  // namespace drape::http
