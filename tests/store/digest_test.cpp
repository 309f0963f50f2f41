#include "store/digest.h"

#include <gtest/gtest.h>

#include <string>

namespace drape::store {
namespace {

// Test vectors of FIPS 180-4 (published by NIST with the standard).
TEST(Sha256, standard_vectors_agree) {
  EXPECT_EQ(sha256("").hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc").hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, pieces_give_the_digest_of_the_whole) {
  const std::string text(100'000, 'x');
  for (const std::size_t size : {1U, 63U, 64U, 65U, 99'999U}) {
    Sha256 digest;
    const auto bytes = std::as_bytes(std::span(text));
    for (std::size_t i = 0; i < bytes.size(); i += size)
      digest.update(bytes.subspan(i, std::min(size, bytes.size() - i)));
    EXPECT_EQ(digest.finish(), sha256(text)) << size;
  }
}

}  // namespace
}  // namespace drape::store
