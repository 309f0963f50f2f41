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
  const Router router({kRoutes});
  for (const char* path : {"/v2/things/", "/v2/things"}) {
    ASSERT_NE(router.match(path).path, nullptr) << path;
    EXPECT_EQ(router.match(path).path->pattern, "/v2/things/");
  }
}

TEST(Router, gives_the_decoded_parameter) {
  const Router router({kRoutes});
  EXPECT_EQ(router.match("/v2/things/42/").parameter, "42");
  EXPECT_EQ(router.match("/v2/things/%34a").parameter, "4a");
}

TEST(Router, knows_no_other_paths) {
  const Router router({kRoutes});
  for (const char* path : {"", "/", "*", "/v2/things//", "//v2/things", "/v2/thing/", "/V2/things/",
                           "/v2/things/1/2/", "v2/things/"}) {
    EXPECT_EQ(router.match(path).path, nullptr) << path;
  }
}

TEST(Router, joins_lists_and_knows_the_root) {
  constexpr std::array kPages{Route{Method::kGet, "/", "Page"}, Route{Method::kGet, "/files/{name}", "File"}};
  const Router router({kRoutes, kPages});
  EXPECT_EQ(router.match("/").path->pattern, "/");
  EXPECT_EQ(router.match("/files/a.js").parameter, "a.js");
  EXPECT_EQ(router.match("/v2/things/").path->pattern, "/v2/things/");
  for (const char* path : {"", "//", "/files/", "/files/a/b"})
    EXPECT_EQ(router.match(path).path, nullptr) << path;
}

TEST(Router, allows_in_the_frameworks_order) {
  const Router router({kRoutes});
  EXPECT_EQ(router.match("/v2/things").path->allow, "GET, POST, HEAD, OPTIONS");
  EXPECT_EQ(router.match("/v2/things/1").path->allow, "DELETE, OPTIONS");
}

TEST(RoutedPath, head_is_served_by_get) {
  const Router router({kRoutes});
  EXPECT_EQ(router.match("/v2/things").path->route(Method::kHead), &kRoutes[2]);
  EXPECT_EQ(router.match("/v2/things").path->route(Method::kPut), nullptr);
  EXPECT_EQ(router.match("/v2/things/1").path->route(Method::kHead), nullptr);
}

TEST(RoutedPath, key_needs_what_the_route_says_or_else_what_the_method_does) {
  constexpr std::array kScoped{
      Route{Method::kGet, "/v2/account/", "Account"},
      Route{Method::kDelete, "/v2/account/", "Account", Access::kKey, BodyUse::kNone, Work::kBlocking,
            nullptr, task::KeyScope::kAdmin},
  };
  const Router router({kScoped});
  const RoutedPath& path = *router.match("/v2/account/").path;
  for (const Method looks : {Method::kGet, Method::kHead, Method::kOptions}) {
    EXPECT_EQ(path.scope(looks), task::KeyScope::kRead);
  }
  EXPECT_EQ(path.scope(Method::kDelete), task::KeyScope::kAdmin);
  for (const Method unknown : {Method::kPost, Method::kPut, Method::kPatch, Method::kOther}) {
    EXPECT_EQ(path.scope(unknown), task::KeyScope::kWrite);
  }
}

}  // namespace
}  // namespace drape::http
