#include "sandbox/decode_child.h"

#include <malloc.h>

#include <charconv>
#include <optional>
#include <utility>

#include "image/decode_errors.h"
#include "image/picture_reader.h"
#include "sandbox/channel.h"
#include "sandbox/child_process.h"
#include "sandbox/confine.h"
#include "sandbox/messages.h"
#include "sandbox/shared_memory.h"

namespace drape::sandbox {
namespace {

// Exit codes, for those who watch a child by hand.
constexpr int kExitDone = 0;
constexpr int kExitNotLockedUp = 1;
constexpr int kExitUsage = 2;

Outcome outcome_of(const Error& error) {
  if (error.code == image::kTooLargeCode) return Outcome::kTooLarge;
  if (error.code == image::kTooCostlyCode || error.kind == ErrorKind::kBusy) return Outcome::kTooCostly;
  return Outcome::kInvalid;
}

Header refusal(const Error& error) {
  Header header;
  header.outcome = outcome_of(error);
  header.detail = to_detail(error.internal_text.value);
  return header;
}

Header header_of(const image::PictureReader& reader) {
  const image::ImageInfo& info = reader.info();
  Header header;
  header.outcome = Outcome::kDone;
  header.format = static_cast<std::uint32_t>(info.format);
  header.file_width = info.width;
  header.file_height = info.height;
  header.width = reader.width();
  header.height = reader.height();
  return header;
}

/// Unmaps what it wrote before it returns: the parent seals it then.
Status read_into(image::PictureReader& reader, int memory, std::size_t bytes) {
  const auto room = Mapping::map(memory, bytes, Mapping::Access::kShared);
  if (!room) return fail(room.error());
  return reader.read(room->bytes());
}

/// False when the channel is closed.
bool answer(Channel& channel, const Request& request, std::span<const std::byte> encoded) {
  auto reader =
      image::PictureReader::open(encoded, {request.pixels_max, request.side_max}, request.longer_side_max);
  if (!reader) return channel.send(refusal(reader.error()));
  if (!channel.send(header_of(*reader))) return false;
  Room room;
  FileDescriptor memory;
  if (channel.receive(room, std::nullopt, &memory) != ChannelState::kFine) return false;
  const auto bytes =
      static_cast<std::size_t>(reader->width()) * static_cast<std::size_t>(reader->height()) * 3;
  if (room.bytes != bytes) return false;
  Verdict verdict{Outcome::kDone, {}};
  if (const Status read = read_into(*reader, memory.get(), bytes); !read) {
    verdict = {outcome_of(read.error()), to_detail(read.error().internal_text.value)};
  }
  return channel.send(verdict);
}

bool serve_one(Channel& channel) {
  Request request;
  FileDescriptor file;
  if (channel.receive(request, std::nullopt, &file) != ChannelState::kFine) return false;
  const auto encoded = Mapping::map(file.get(), request.bytes, Mapping::Access::kRead);
  if (!encoded) return channel.send(refusal(encoded.error()));
  const bool goes_on = answer(channel, request, encoded->bytes());
  // The next picture finds neither this one's pixels on the heap nor its memory taken.
  malloc_trim(0);
  return goes_on;
}

Status lock_up(std::int64_t memory_bytes) {
  image::initialise_codecs();
  return confine({memory_bytes});
}

}  // namespace

std::vector<std::string> decode_child_arguments(long long memory_bytes) {
  return {kDecodeChildVerb, std::to_string(memory_bytes)};
}

int run_decode_child(const std::vector<std::string>& arguments) {
  std::int64_t memory_bytes = 0;
  if (arguments.size() != 1) return kExitUsage;
  const std::string& text = arguments.front();
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), memory_bytes);
  if (error != std::errc() || end != text.data() + text.size() || memory_bytes <= 0) return kExitUsage;

  Channel channel{FileDescriptor(ChildProcess::kChildSocket)};
  Status locked_up = detach_from_parent_rights();
  if (locked_up) locked_up = lock_up(memory_bytes);
  Hello hello{locked_up ? 1U : 0U, {}};
  if (!locked_up) hello.detail = to_detail(locked_up.error().internal_text.value);
  if (!channel.send(hello) || !locked_up) return kExitNotLockedUp;
  while (serve_one(channel)) {
  }
  return kExitDone;
}

}  // namespace drape::sandbox
