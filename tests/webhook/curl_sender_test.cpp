#include "webhook/curl_sender.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>

#include "webhook/loopback_receiver.h"

namespace drape::webhook {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

/// A DNS that gives one answer after the other; the last one again and again.
class FakeResolver final : public Resolver {
 public:
  explicit FakeResolver(std::vector<std::vector<std::string>> answers) : answers_(std::move(answers)) {}
  [[nodiscard]] Result<std::vector<IpAddress>> resolve(const std::string&,
                                                       std::chrono::milliseconds) const override {
    const std::size_t number = std::min<std::size_t>(asked_++, answers_.size() - 1);
    std::vector<IpAddress> addresses;
    for (const std::string& text : answers_[number]) addresses.push_back(IpAddress::parse(text).value());
    if (addresses.empty()) return fail({ErrorKind::kBusy, "resolve_failed", {}, {}});
    return addresses;
  }
  [[nodiscard]] std::size_t asked() const { return asked_; }

 private:
  std::vector<std::vector<std::string>> answers_;
  mutable std::atomic<std::size_t> asked_ = 0;
};

SenderOptions options(const std::vector<std::string>& networks) {
  AddressRules::Options rules{true, {}};
  for (const std::string& text : networks) rules.allowed_networks.push_back(IpNetwork::parse(text).value());
  SenderOptions options;
  options.rules = AddressRules(rules);
  options.timeout = std::chrono::seconds(20);
  return options;
}
SenderOptions loopback_allowed() {
  return options({"127.0.0.1"});
}

Request request_to(const std::string& host, std::uint16_t port, const std::string& path = "/hook") {
  const std::string url = "http://" + host + ":" + std::to_string(port) + path;
  return {parse_url(url).value(), {{"webhook-id", "msg_1"}}, R"({"type":"task.completed"})"};
}

TEST(CurlSender, posts_to_the_address_that_the_name_was_resolved_to) {
  LoopbackReceiver receiver(kOk);
  FakeResolver resolver({{"127.0.0.1"}});
  const auto sender = make_curl_sender(loopback_allowed(), resolver);
  const Outcome outcome = sender->send(request_to("shop.example", receiver.port(), "/hook?id=7"), {});
  EXPECT_EQ(outcome.status, 200) << outcome.error << ": " << outcome.reason.value;
  ASSERT_EQ(receiver.requests().size(), 1U);
  const std::string request = receiver.requests().front();
  EXPECT_THAT(request, HasSubstr("POST /hook?id=7 HTTP/1.1\r\n"));
  EXPECT_THAT(request, HasSubstr("Host: shop.example:" + std::to_string(receiver.port()) + "\r\n"));
  EXPECT_THAT(request, HasSubstr("webhook-id: msg_1\r\n"));
  EXPECT_THAT(request, HasSubstr("Content-Type: application/json\r\n"));
}

TEST(CurlSender, connects_to_nobody_when_an_address_is_not_allowed) {
  LoopbackReceiver receiver(kOk);
  for (const std::vector<std::string>& answer :
       std::vector<std::vector<std::string>>{{"127.0.0.1"},
                                             {"8.8.8.8", "127.0.0.1"},
                                             {"::ffff:127.0.0.1"},
                                             {"::1"},
                                             {"10.0.0.1"},
                                             {"64:ff9b::7f00:1"}}) {
    FakeResolver resolver({answer});
    const auto sender = make_curl_sender(options({}), resolver);
    EXPECT_EQ(sender->send(request_to("shop.example", receiver.port()), {}).error, "refused_address");
  }
  FakeResolver unasked({{"8.8.8.8"}});
  const auto sender = make_curl_sender(options({}), unasked);
  EXPECT_EQ(sender->send(request_to("127.0.0.1", receiver.port()), {}).error, "refused_address");
  EXPECT_EQ(unasked.asked(), 0U);
  EXPECT_EQ(receiver.connections(), 0);
}

// A name may lead to a harmless address when it is checked, and to another one a moment later.
TEST(CurlSender, resolves_a_name_once_so_that_it_cannot_change_between_check_and_connection) {
  LoopbackReceiver receiver(kOk);
  FakeResolver resolver({{"127.0.0.1"}, {"127.0.0.2"}});
  const auto sender = make_curl_sender(loopback_allowed(), resolver);
  EXPECT_EQ(sender->send(request_to("shop.example", receiver.port()), {}).status, 200);
  EXPECT_EQ(resolver.asked(), 1U);
  EXPECT_EQ(sender->send(request_to("shop.example", receiver.port()), {}).error, "refused_address");
}

TEST(CurlSender, name_of_this_machine_is_refused_by_what_the_system_resolves_it_to) {
  LoopbackReceiver receiver(kOk);
  const SystemResolver resolver;
  const auto sender = make_curl_sender(options({}), resolver);
  EXPECT_EQ(sender->send(request_to("localhost", receiver.port()), {}).error, "refused_address");
  EXPECT_EQ(receiver.connections(), 0);
}

TEST(CurlSender, does_not_follow_redirects) {
  LoopbackReceiver target(kOk);
  LoopbackReceiver receiver("HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:" +
                            std::to_string(target.port()) + "/\r\nContent-Length: 0\r\n\r\n");
  FakeResolver resolver({{"127.0.0.1"}});
  const auto sender = make_curl_sender(loopback_allowed(), resolver);
  EXPECT_EQ(sender->send(request_to("shop.example", receiver.port()), {}).status, 307);
  EXPECT_EQ(target.connections(), 0);
}

TEST(CurlSender, takes_no_proxy_from_the_environment) {
  LoopbackReceiver proxy(kOk);
  LoopbackReceiver receiver("HTTP/1.1 204 No Content\r\n\r\n");
  const std::string address = "http://127.0.0.1:" + std::to_string(proxy.port());
  for (const char* name : {"http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"})
    ::setenv(name, address.c_str(), 1);
  FakeResolver resolver({{"127.0.0.1"}});
  const auto sender = make_curl_sender(loopback_allowed(), resolver);
  EXPECT_EQ(sender->send(request_to("shop.example", receiver.port()), {}).status, 204);
  EXPECT_EQ(proxy.connections(), 0);
  for (const char* name : {"http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"}) ::unsetenv(name);
}

TEST(CurlSender, hangs_up_on_a_long_reply_and_keeps_its_status) {
  const std::size_t size = 100'000'000;
  LoopbackReceiver receiver("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n" +
                            std::string(size, 'x'));
  FakeResolver resolver({{"127.0.0.1"}});
  const auto sender = make_curl_sender(loopback_allowed(), resolver);
  EXPECT_EQ(sender->send(request_to("shop.example", receiver.port()), {}).status, 200);
  // What the kernel buffers on both sides, at most.
  EXPECT_LT(receiver.bytes_taken(), size / 4);
}

TEST(CurlSender, refuses_a_head_without_end) {
  std::string head = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < 5'000; ++i) head += "X-Filling: " + std::string(80, 'x') + "\r\n";
  LoopbackReceiver receiver(head + "\r\n");
  FakeResolver resolver({{"127.0.0.1"}});
  const auto sender = make_curl_sender(loopback_allowed(), resolver);
  EXPECT_EQ(sender->send(request_to("shop.example", receiver.port()), {}).error, "bad_reply");
}

TEST(CurlSender, gives_a_receiver_that_says_nothing_its_time_and_no_more) {
  LoopbackReceiver receiver("", true);
  FakeResolver resolver({{"127.0.0.1"}});
  SenderOptions impatient = loopback_allowed();
  impatient.timeout = std::chrono::milliseconds(200);
  const auto sender = make_curl_sender(impatient, resolver);
  EXPECT_EQ(sender->send(request_to("shop.example", receiver.port()), {}).error, "timeout");
}

TEST(CurlSender, stops_when_it_is_told_to) {
  LoopbackReceiver receiver("", true);
  FakeResolver resolver({{"127.0.0.1"}});
  const auto sender = make_curl_sender(loopback_allowed(), resolver);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(sender->send(request_to("shop.example", receiver.port()), stop.get_token()).error, "stopped");
}

TEST(CurlSender, tells_failures_apart) {
  FakeResolver nobody(std::vector<std::vector<std::string>>(1));
  EXPECT_EQ(make_curl_sender(options({}), nobody)->send(request_to("shop.example", 8080), {}).error,
            "resolve_failed");
  FakeResolver resolver({{"127.0.0.1"}});
  const auto sender = make_curl_sender(loopback_allowed(), resolver);
  std::uint16_t closed = 0;
  {
    const LoopbackReceiver receiver(kOk);
    closed = receiver.port();
  }
  EXPECT_EQ(sender->send(request_to("shop.example", closed), {}).error, "connect_failed");
  LoopbackReceiver no_http("SSH-2.0-OpenSSH_9.2\r\n");
  EXPECT_EQ(sender->send(request_to("shop.example", no_http.port()), {}).error, "bad_reply");
  LoopbackReceiver hangs_up("");
  const std::string lost = sender->send(request_to("shop.example", hangs_up.port()), {}).error;
  EXPECT_EQ(lost, "connection_lost");
}

TEST(CurlSender, hands_on_what_retry_after_asks_for) {
  LoopbackReceiver receiver("HTTP/1.1 503 Busy\r\nRetry-After: 90\r\nContent-Length: 0\r\n\r\n");
  FakeResolver resolver({{"127.0.0.1"}});
  const auto sender = make_curl_sender(loopback_allowed(), resolver);
  const Outcome outcome = sender->send(request_to("shop.example", receiver.port()), {});
  EXPECT_EQ(outcome.status, 503);
  EXPECT_EQ(outcome.retry_after, std::chrono::seconds(90));
  EXPECT_THAT(outcome.error, IsEmpty());
}

TEST(SystemResolver, knows_the_names_of_this_machine_and_fails_for_none) {
  const SystemResolver resolver;
  const auto addresses = resolver.resolve("localhost", std::chrono::seconds(10));
  ASSERT_TRUE(addresses);
  for (const IpAddress& address : *addresses) EXPECT_EQ(special_purpose(address), "loopback");
  EXPECT_THAT(*addresses, Not(IsEmpty()));
  EXPECT_FALSE(resolver.resolve("no-such-name.invalid", std::chrono::seconds(10)));
}

}  // namespace
}  // namespace drape::webhook
