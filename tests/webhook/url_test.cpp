#include "webhook/url.h"

#include <gtest/gtest.h>

namespace drape::webhook {
namespace {

TEST(Url, is_read_into_its_parts) {
  const Url url = parse_url("HTTPS://Shop.Example:8443/hook/7?a=b&c=%20d").value();
  EXPECT_TRUE(url.secure);
  EXPECT_EQ(url.host, "shop.example");
  EXPECT_FALSE(url.address);
  EXPECT_EQ(url.port, 8443);
  EXPECT_EQ(url.target, "/hook/7?a=b&c=%20d");
  EXPECT_EQ(url.text(), "https://shop.example:8443/hook/7?a=b&c=%20d");
}

TEST(Url, has_the_port_and_the_path_that_go_without_saying) {
  EXPECT_EQ(parse_url("https://shop.example")->text(), "https://shop.example:443/");
  EXPECT_EQ(parse_url("http://shop.example?id=1")->text(), "http://shop.example:80/?id=1");
  EXPECT_EQ(parse_url("https://xn--bcher-kva.example/")->host, "xn--bcher-kva.example");
}

TEST(Url, of_an_address_knows_the_address) {
  EXPECT_EQ(parse_url("https://192.0.2.1/")->address, IpAddress::parse("192.0.2.1"));
  const Url url = parse_url("https://[2001:DB8::1]:444/").value();
  EXPECT_EQ(url.address, IpAddress::parse("2001:db8::1"));
  EXPECT_EQ(url.text(), "https://[2001:db8::1]:444/");
}

TEST(Url, whose_host_could_be_read_in_two_ways_is_none) {
  for (const char* text : {"https://2130706433/",
                           "https://017700000001/",
                           "https://0x7f000001/",
                           "https://0177.0.0.1/",
                           "https://0x7f.0.0.1/",
                           "https://0x7f.1/",
                           "https://127.1/",
                           "https://127.0.1/",
                           "https://0/",
                           "https://127.0.0.1./",
                           "https://127.0.0.01/",
                           "https://127.0.0.256/",
                           "https://1.2.3.4.5/",
                           "https://shop.example./",
                           "https://localhost./",
                           "https://shop..example/",
                           "https://.example/",
                           "https://shop.0x7f/",
                           "https://shop.example.1/",
                           "https://a_b.1/",
                           "https://user@shop.example/",
                           "https://user:password@shop.example/",
                           "https://shop.example@127.0.0.1/",
                           "https://shop.example%40127.0.0.1/",
                           "https://127.0.0.1%2f@shop.example/",
                           "https://shop.example\\@127.0.0.1/",
                           "https:\\\\shop.example/",
                           "https://shop.example\\.evil.example/",
                           "https://shop%2eexample/",
                           "https://%6cocalhost/",
                           "https://\xE2\x91\xA0\xE2\x91\xA1\xE2\x91\xA7.0.0.1/",  // circled digits
                           "https://shop\xE3\x80\x82"
                           "example/",  // ideographic full stop
                           "https://b\xC3\xBC"
                           "cher.example/",
                           "https://\xEF\xBD\x8C"
                           "ocalhost/",
                           "https://[::ffff:127.0.0.1]/",
                           "https://[::ffff:7f00:1]/",
                           "https://[::1%25lo]/",
                           "https://[fe80::1%eth0]/",
                           "https://[::1/",
                           "https://::1/",
                           "https://[127.0.0.1]/",
                           "https://[]/",
                           "https://[::1]x/",
                           "https://[::1].example/"}) {
    EXPECT_FALSE(parse_url(text)) << text;
  }
}

TEST(Url, that_is_no_absolute_web_address_is_none) {
  const std::string long_label = "https://" + std::string(64, 'a') + ".example/";
  const std::string long_name = "https://" + std::string(63, 'a') + "." + std::string(63, 'a') + "." +
                                std::string(63, 'a') + "." + std::string(63, 'a') + "/";
  for (const std::string& text : std::vector<std::string>{"",
                                                          "shop.example",
                                                          "//shop.example/",
                                                          "/hook",
                                                          "https:",
                                                          "https:/shop.example/",
                                                          "https://",
                                                          "https:///",
                                                          "https:///hook",
                                                          "https://?a",
                                                          "https://:443/",
                                                          "ftp://shop.example/",
                                                          "file:///etc/passwd",
                                                          "gopher://shop.example/",
                                                          "javascript:alert(1)",
                                                          " https://shop.example/",
                                                          "https://shop.example/ ",
                                                          "https://shop.example/a b",
                                                          "https://shop.example/\r\nHost: x",
                                                          std::string("https://a\0.example/", 19),
                                                          "https://shop.example/#part",
                                                          "https://shop.example#@127.0.0.1/",
                                                          "https://-a.example/",
                                                          "https://a-.example/",
                                                          "https://shop.example:/",
                                                          "https://shop.example:0/",
                                                          "https://shop.example:65536/",
                                                          "https://shop.example:+443/",
                                                          "https://shop.example:443x/",
                                                          "https://shop.example:44 3/",
                                                          "https://shop.example:443:443/",
                                                          "https://shop.example/<a>",
                                                          "https://shop.example/[a]",
                                                          long_label,
                                                          long_name}) {
    EXPECT_FALSE(parse_url(text)) << text;
  }
}

}  // namespace
}  // namespace drape::webhook
