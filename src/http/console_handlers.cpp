#include <algorithm>
#include <array>
#include <limits>

#include "http/conditional.h"
#include "http/console_files.h"
#include "http/content_coding.h"
#include "http/handlers.h"

namespace drape::http {
namespace {

/// Nothing from elsewhere, nothing inline, no text that becomes code or markup; the key cannot be sent away
/// by a form. blob: is a photo that was chosen and is not uploaded yet.
constexpr std::string_view kConsolePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";
/// Swagger UI keeps its icons in data: URLs and writes markup that it has cleaned itself.
constexpr std::string_view kDocsPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src "
    "'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A file under assets/ has its hash in its name: its bytes never change.
constexpr std::string_view kForever = "public, max-age=31536000, immutable";
/// A page names the assets of its own build, so it is asked for each time; mostly the reply is 304.
constexpr std::string_view kAskAgain = "no-cache";

const ConsoleFile* find_file(std::string_view path) {
  const auto files = console_files();
  const auto found = std::ranges::find(files, path, &ConsoleFile::path);
  return found == files.end() ? nullptr : &*found;
}

struct Representation {
  std::string_view coding;  ///< "" for the bytes as they are.
  std::string_view bytes;
};

Representation choose(const ConsoleFile& file, std::string_view accept_encoding) {
  constexpr std::array<std::string_view, 2> kCodings{"br", "gzip"};
  const std::string_view coding = choose_coding(accept_encoding, kCodings);
  if (coding == "br" && !file.brotli.empty()) return {coding, file.brotli};
  if (coding == "gzip" && !file.gzip.empty()) return {coding, file.gzip};
  return {{}, file.plain};
}

/// Strong, so each coding has a tag of its own. There is no date: the bytes are as old as the program.
FileVersion version_of(const ConsoleFile& file, const Representation& sent) {
  FileVersion version;
  version.etag = '"' + std::string(file.hash);
  if (!sent.coding.empty()) version.etag += '-' + std::string(sent.coding);
  version.etag += '"';
  version.modified_seconds = std::numeric_limits<std::int64_t>::max();
  version.size = static_cast<std::int64_t>(sent.bytes.size());
  return version;
}

Response serve(const Call& call, std::string_view path, std::string_view cache_control) {
  const ConsoleFile* const file = find_file(path);
  if (file == nullptr) return call.error(404, text::kNotFound);
  const Representation sent = choose(*file, call.head().header("accept-encoding"));
  const FileVersion version = version_of(*file, sent);
  Response response;
  response.content_type = file->media_type;
  if (is_not_modified(call.head(), version)) {
    response.status = 304;
  } else {
    response.body = sent.bytes;
    if (!sent.coding.empty()) response.set("Content-Encoding", std::string(sent.coding));
  }
  response.set("ETag", version.etag);
  response.set("Cache-Control", std::string(cache_control));
  response.set("Vary", "Accept-Encoding");
  response.set("Referrer-Policy", "no-referrer");
  response.set("Cross-Origin-Resource-Policy", "same-origin");
  return response;
}

Response serve_page(const Call& call, std::string_view path, std::string_view policy) {
  Response response = serve(call, path, kAskAgain);
  response.set("Content-Security-Policy", std::string(policy));
  response.set("Cross-Origin-Opener-Policy", "same-origin");
  response.set("Permissions-Policy", "camera=(self), geolocation=(), microphone=()");
  return response;
}

}  // namespace

Response show_console(Call& call) {
  return serve_page(call, "index.html", kConsolePolicy);
}

// The page names its files relative to its own address, so that a proxy may put the server under a path.
// Without the slash at the end they would be looked for one level too high.
Response show_docs(Call& call) {
  if (call.head().path.ends_with('/')) return serve_page(call, "docs/index.html", kDocsPolicy);
  Response response;
  response.status = 308;
  response.content_type = "text/plain";
  response.set("Location", "docs/");
  return response;
}

Response serve_console_asset(Call& call) {
  return serve(call, "assets/" + call.parameter(), kForever);
}

}  // namespace drape::http
