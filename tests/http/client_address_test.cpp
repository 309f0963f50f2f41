#include "http/client_address.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace drape::http {
namespace {

IpAddress address(std::string_view text) {
  return IpAddress::parse(text).value();
}
IpNetwork network(std::string_view text) {
  return IpNetwork::parse(text).value();
}

TEST(IpAddress, reads_both_families_and_nothing_else) {
  EXPECT_TRUE(address("192.0.2.1").is_v4());
  EXPECT_FALSE(address("2001:db8::1").is_v4());
  EXPECT_EQ(address("::ffff:192.0.2.1"), address("192.0.2.1"));
  EXPECT_EQ(address("fe80::1%eth0"), address("fe80::1"));
  for (const char* text :
       {"", "localhost", "1.2.3", "1.2.3.4.5", "0x7f.1", "1.2.3.4:80", "[::1]", ":::", "g::1"}) {
    EXPECT_FALSE(IpAddress::parse(text)) << text;
  }
}

TEST(IpAddress, subscriber_is_a_whole_ipv4_address_or_64_bits_of_an_ipv6_one) {
  EXPECT_EQ(address("2001:db8:1:2:3:4:5:6").subscriber(), address("2001:db8:1:2::"));
  EXPECT_EQ(address("2001:db8:1:2::9").subscriber(), address("2001:db8:1:2:ffff::").subscriber());
  EXPECT_NE(address("2001:db8:1:2::9").subscriber(), address("2001:db8:1:3::9").subscriber());
  EXPECT_EQ(address("192.0.2.1").subscriber(), address("192.0.2.1"));
  EXPECT_NE(address("192.0.2.1").subscriber(), address("192.0.2.2").subscriber());
}

TEST(IpNetwork, contains_what_shares_its_first_bits) {
  EXPECT_TRUE(network("10.0.0.0/8").contains(address("10.255.0.1")));
  EXPECT_FALSE(network("10.0.0.0/8").contains(address("11.0.0.1")));
  EXPECT_TRUE(network("192.0.2.128/25").contains(address("192.0.2.129")));
  EXPECT_FALSE(network("192.0.2.128/25").contains(address("192.0.2.127")));
  EXPECT_TRUE(network("2001:db8::/33").contains(address("2001:db8:7fff::1")));
  EXPECT_FALSE(network("2001:db8::/33").contains(address("2001:db8:8000::1")));
  EXPECT_TRUE(network("0.0.0.0/0").contains(address("203.0.113.9")));
  EXPECT_FALSE(network("0.0.0.0/0").contains(address("2001:db8::1")));
  EXPECT_TRUE(network("::1").contains(address("::1")));
  EXPECT_FALSE(network("::1").contains(address("::2")));
}

TEST(IpNetwork, refuses_what_is_none) {
  for (const char* text :
       {"", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x", "::/129", "proxy"}) {
    EXPECT_FALSE(IpNetwork::parse(text)) << text;
  }
}

class ClientAddressTest : public testing::Test {
 protected:
  std::string client(std::string_view peer, const std::vector<std::string_view>& forwarded,
                     const std::vector<IpNetwork>& proxies) {
    RequestHead head;
    head.remote_address = peer;
    head.headers.push_back({"Host", "x"});
    for (const std::string_view value : forwarded) head.headers.push_back({"X-Forwarded-For", value});
    return std::string(client_address(head, proxies));
  }
  std::vector<IpNetwork> proxies_{network("10.0.0.0/8"), network("2001:db8:ffff::/48")};
};

TEST_F(ClientAddressTest, nobody_is_believed_without_a_setting) {
  EXPECT_EQ(client("10.0.0.1", {"203.0.113.9"}, {}), "10.0.0.1");
}

TEST_F(ClientAddressTest, only_a_proxy_of_ours_is_believed) {
  EXPECT_EQ(client("203.0.113.1", {"198.51.100.7"}, proxies_), "203.0.113.1");
  EXPECT_EQ(client("10.0.0.1", {"198.51.100.7"}, proxies_), "198.51.100.7");
  EXPECT_EQ(client("2001:db8:ffff::1", {"2001:db8::7"}, proxies_), "2001:db8::7");
}

TEST_F(ClientAddressTest, what_the_client_wrote_itself_is_not_believed) {
  EXPECT_EQ(client("10.0.0.1", {"1.1.1.1, 198.51.100.7"}, proxies_), "198.51.100.7");
  EXPECT_EQ(client("10.0.0.1", {"1.1.1.1", "198.51.100.7"}, proxies_), "198.51.100.7");
  EXPECT_EQ(client("10.0.0.1", {"1.1.1.1, 198.51.100.7, 10.0.0.2"}, proxies_), "198.51.100.7");
}

TEST_F(ClientAddressTest, a_port_does_not_make_another_client) {
  EXPECT_EQ(client("10.0.0.1", {"198.51.100.7:4711"}, proxies_), "198.51.100.7");
  EXPECT_EQ(client("10.0.0.1", {"[2001:db8::7]:4711"}, proxies_), "2001:db8::7");
}

TEST_F(ClientAddressTest, nonsense_ends_the_search_at_the_proxy) {
  for (const char* text : {"", ",", "unknown", "198.51.100.7, _hidden", "[", "[]", ":", "198.51.100.7,"}) {
    EXPECT_EQ(client("10.0.0.1", {text}, proxies_), "10.0.0.1") << text;
  }
  EXPECT_EQ(client("10.0.0.1", {"unknown, 10.0.0.2"}, proxies_), "10.0.0.2");
  EXPECT_EQ(client("10.0.0.1", {}, proxies_), "10.0.0.1");
  EXPECT_EQ(client("", {"198.51.100.7"}, proxies_), "");
}

}  // namespace
}  // namespace drape::http
