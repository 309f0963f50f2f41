#include "store/digest.h"

#include <openssl/evp.h>

#include <cstdlib>

namespace drape::store {
namespace {

// SHA-256 in memory cannot fail but for want of memory or a broken installation.
void must(int outcome) {
  if (outcome != 1) std::abort();
}

}  // namespace

void Sha256::Free::operator()(evp_md_ctx_st* context) const {
  EVP_MD_CTX_free(context);
}

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  must(EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr));
}

void Sha256::update(std::span<const std::byte> bytes) {
  must(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()));
}

task::ContentHash Sha256::finish() {
  task::ContentHash::Bytes bytes;
  must(EVP_DigestFinal_ex(context_.get(), reinterpret_cast<unsigned char*>(bytes.data()), nullptr));
  return task::ContentHash(bytes);
}

task::ContentHash sha256(std::span<const std::byte> bytes) {
  Sha256 digest;
  digest.update(bytes);
  return digest.finish();
}

task::ContentHash sha256(std::string_view text) {
  return sha256(std::as_bytes(std::span(text)));
}

}  // namespace drape::store
