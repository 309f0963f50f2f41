#include "webhook/signature.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <cstdint>

namespace drape::webhook {
namespace {

std::string base64(std::span<const unsigned char> bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');  // OpenSSL writes a null character behind it.
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(),
                                     static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

std::string sign(std::string_view text, const Key& key) {
  std::array<unsigned char, 32> mac{};
  unsigned size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), mac.data(), &size);
  return "v1," + base64(mac);
}

}  // namespace

std::string secret_text(const Key& key) {
  return "whsec_" + base64({reinterpret_cast<const unsigned char*>(key.data()), key.size()});
}

std::string timestamp_text(Timestamp time) {
  return std::to_string(std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count());
}

std::string signature(const Message& message, std::span<const Key> keys) {
  const std::string text =
      std::string(message.id) + "." + timestamp_text(message.time) + "." + std::string(message.body);
  std::string all;
  for (const Key& key : keys) {
    if (!all.empty()) all += ' ';
    all += sign(text, key);
  }
  return all;
}

}  // namespace drape::webhook
