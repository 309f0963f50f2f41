#include "webhook/address_rules.h"

#include <gtest/gtest.h>

namespace drape::webhook {
namespace {

IpAddress address(std::string_view text) {
  return IpAddress::parse(text).value();
}
AddressRules rules(bool http, const std::vector<std::string>& networks) {
  AddressRules::Options options{http, {}};
  for (const std::string& text : networks) options.allowed_networks.push_back(IpNetwork::parse(text).value());
  return AddressRules(options);
}
std::optional<Refusal> check(const AddressRules& rules, std::string_view text) {
  Url url;
  return rules.check(text, url);
}

struct Row {
  std::string_view address;
  std::string_view purpose;
};

TEST(SpecialPurpose, names_what_no_address_of_the_public_internet_is_for) {
  for (const auto& [text, purpose] : {
           Row{"0.0.0.0", "this network"},
           Row{"0.1.2.3", "this network"},
           Row{"10.0.0.1", "private"},
           Row{"10.255.255.255", "private"},
           Row{"100.64.0.1", "carrier-grade NAT"},
           Row{"100.127.255.255", "carrier-grade NAT"},
           Row{"127.0.0.1", "loopback"},
           Row{"127.255.255.254", "loopback"},
           Row{"169.254.169.254", "link-local"},
           Row{"172.16.0.1", "private"},
           Row{"172.31.255.255", "private"},
           Row{"192.0.0.8", "protocol assignments"},
           Row{"192.0.2.1", "documentation"},
           Row{"192.88.99.1", "6to4 relay"},
           Row{"192.168.1.1", "private"},
           Row{"198.18.0.1", "benchmarking"},
           Row{"198.19.255.255", "benchmarking"},
           Row{"198.51.100.1", "documentation"},
           Row{"203.0.113.1", "documentation"},
           Row{"224.0.0.1", "multicast"},
           Row{"239.255.255.255", "multicast"},
           Row{"240.0.0.1", "reserved"},
           Row{"255.255.255.255", "reserved"},
           Row{"::ffff:127.0.0.1", "loopback"},
           Row{"::ffff:10.0.0.1", "private"},
           Row{"::ffff:a9fe:a9fe", "link-local"},
           Row{"::", "unspecified"},
           Row{"::1", "loopback"},
           Row{"::127.0.0.1", "reserved"},
           Row{"64:ff9b::7f00:1", "NAT64"},
           Row{"64:ff9b::8.8.8.8", "NAT64"},
           Row{"64:ff9b:1::a00:1", "NAT64"},
           Row{"100::1", "discard"},
           Row{"2001::1", "Teredo"},
           Row{"2001:0:4136:e378:8000:63bf:3fff:fdd2", "Teredo"},
           Row{"2001:2::1", "protocol assignments"},
           Row{"2001:10::1", "protocol assignments"},
           Row{"2001:20::1", "protocol assignments"},
           Row{"2001:db8::1", "documentation"},
           Row{"2002:7f00:1::", "6to4"},
           Row{"2002:808:808::1", "6to4"},
           Row{"3fff::1", "documentation"},
           Row{"4000::1", "reserved"},
           Row{"5f00::1", "reserved"},
           Row{"fc00::1", "unique local"},
           Row{"fd12:3456::1", "unique local"},
           Row{"fe80::1", "link-local"},
           Row{"fec0::1", "site-local"},
           Row{"ff02::1", "multicast"},
       }) {
    EXPECT_EQ(special_purpose(address(text)), purpose) << text;
    EXPECT_FALSE(AddressRules().allows(address(text))) << text;
  }
}

TEST(SpecialPurpose, none_for_global_unicast_right_up_to_the_borders) {
  for (const char* text :
       {"1.1.1.1",         "9.255.255.255",   "11.0.0.0",        "100.63.255.255",       "100.128.0.0",
        "126.255.255.255", "128.0.0.0",       "169.253.255.255", "169.255.0.0",          "172.15.255.255",
        "172.32.0.0",      "192.167.255.255", "192.169.0.0",     "198.17.255.255",       "198.20.0.0",
        "223.255.255.255", "::ffff:8.8.8.8",  "2001:200::1",     "2001:4860:4860::8888", "2003::1",
        "2606:4700::1111", "3ffe::1"}) {
    EXPECT_FALSE(special_purpose(address(text))) << text;
    EXPECT_TRUE(AddressRules().allows(address(text))) << text;
  }
}

TEST(AddressRules, refuse_what_needs_no_dns_to_be_refused) {
  const AddressRules strict;
  for (const char* text :
       {"https://127.0.0.1/", "https://10.0.0.1:8443/", "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/", "https://[fd00::1]/", "https://[64:ff9b::7f00:1]/", "https://[2002:7f00:1::]/",
        "https://0.0.0.0/", "https://localhost/", "https://LOCALHOST:8443/", "https://a.localhost/"}) {
    EXPECT_EQ(check(strict, text), Refusal::kAddress) << text;
  }
  EXPECT_EQ(check(strict, "http://shop.example/"), Refusal::kNotSecure);
  EXPECT_EQ(check(strict, "https://0177.0.0.1/"), Refusal::kNotAUrl);
  for (const char* text :
       {"https://shop.example:22/", "https://shop.example:25/", "https://shop.example:1023/"}) {
    EXPECT_EQ(check(strict, text), Refusal::kPort) << text;
  }
  for (const char* text : {"https://shop.example/", "https://shop.example:80/", "https://shop.example:1024/",
                           "https://8.8.8.8/", "https://localhost.example/"}) {
    EXPECT_FALSE(check(strict, text)) << text;
  }
}

TEST(AddressRules, allow_http_and_networks_only_where_a_setting_says_so) {
  const AddressRules loose = rules(true, {"127.0.0.0/8", "fd00::/8"});
  EXPECT_FALSE(check(loose, "http://127.0.0.1:8080/"));
  EXPECT_FALSE(check(loose, "http://localhost:8080/"));
  EXPECT_FALSE(check(loose, "https://[fd00::1]/"));
  EXPECT_EQ(check(loose, "https://10.0.0.1/"), Refusal::kAddress);
  EXPECT_EQ(check(loose, "https://[::1]/"), Refusal::kAddress);
  EXPECT_EQ(check(rules(false, {"10.0.0.0/8"}), "https://localhost/"), Refusal::kAddress);
}

TEST(AddressRules, give_each_refusal_its_sentence) {
  EXPECT_EQ(message(Refusal::kNotAUrl), "Enter a valid URL.");
  for (const Refusal refusal : {Refusal::kNotSecure, Refusal::kPort, Refusal::kAddress}) {
    EXPECT_FALSE(message(refusal).empty());
  }
}

}  // namespace
}  // namespace drape::webhook
