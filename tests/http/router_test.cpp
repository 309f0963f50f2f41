#include "http/router.h"

#include <gtest/gtest.h>

#include <array>

namespace drape::http {
namespace {

constexpr std::array kRoutes{
    Route{Method::kDelete, "/v2/things/{id}/", "Thing"},
    Route{Method::kPost, "/v2/things/", "Things"},
    Route{Method::kGet, "/v2/things/", "Things"},
};

TEST(Router, a_slash_at_the_end_makes_no_difference) {
  const Router router(kRoutes);
  for (const char* path : {"/v2/things/", "/v2/things"}) {
    ASSERT_NE(router.match(path).path, nullptr) << path;
    EXPECT_EQ(router.match(path).path->pattern, "/v2/things/");
  }
}

TEST(Router, gives_the_decoded_parameter) {
  const Router router(kRoutes);
  EXPECT_EQ(router.match("/v2/things/42/").parameter, "42");
  EXPECT_EQ(router.match("/v2/things/%34a").parameter, "4a");
}

TEST(Router, knows_no_other_paths) {
  const Router router(kRoutes);
  for (const char* path : {"", "/", "*", "/v2/things//", "//v2/things", "/v2/thing/", "/V2/things/",
                           "/v2/things/1/2/", "v2/things/"}) {
    EXPECT_EQ(router.match(path).path, nullptr) << path;
  }
}

TEST(Router, allows_in_the_frameworks_order) {
  const Router router(kRoutes);
  EXPECT_EQ(router.match("/v2/things").path->allow, "GET, POST, HEAD, OPTIONS");
  EXPECT_EQ(router.match("/v2/things/1").path->allow, "DELETE, OPTIONS");
}

TEST(RoutedPath, head_is_served_by_get) {
  const Router router(kRoutes);
  EXPECT_EQ(router.match("/v2/things").path->route(Method::kHead), &kRoutes[2]);
  EXPECT_EQ(router.match("/v2/things").path->route(Method::kPut), nullptr);
  EXPECT_EQ(router.match("/v2/things/1").path->route(Method::kHead), nullptr);
}

}  // namespace
}  // namespace drape::http
