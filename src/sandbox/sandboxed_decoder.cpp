#include "sandbox/sandboxed_decoder.h"

#include <algorithm>
#include <string>
#include <thread>
#include <utility>

#include "image/decode_errors.h"
#include "image/signature.h"
#include "sandbox/child_pool.h"
#include "sandbox/decode_child.h"
#include "sandbox/messages.h"
#include "sandbox/shared_memory.h"

namespace drape::sandbox {
namespace {

using image::DecodedPicture;
using image::DecodeLimits;

/// Children when nothing else was asked for, at most.
constexpr int kChildrenDefaultMax = 8;

/// A talk with a child that came to no result: what became of the child.
enum class Breakdown { kGone, kTimeout, kConfused };

struct Order {
  std::span<const std::byte> encoded;
  DecodeLimits limits;
  int longer_side_max = 0;
};

/// A result, a refusal, or why there is neither.
using Talk = tl::expected<Result<DecodedPicture>, Breakdown>;

Error refusal(Outcome outcome, const Detail& detail, const DecodeLimits& limits) {
  switch (outcome) {
    case Outcome::kTooLarge:
      return image::image_too_large(limits);
    case Outcome::kTooCostly:
      return image::image_too_costly(std::string(to_text(detail)));
    default:
      return image::invalid_image(std::string(to_text(detail)));
  }
}

bool is_refusal(Outcome outcome) {
  return outcome == Outcome::kInvalid || outcome == Outcome::kTooLarge || outcome == Outcome::kTooCostly;
}

/// A child that was taken over may say anything: nothing it says may lead to more memory than the limits
/// allow.
bool makes_sense(const Header& header, const Order& order) {
  const auto within_limits = [&](std::int32_t width, std::int32_t height) {
    return width > 0 && height > 0 && width <= order.limits.side_max && height <= order.limits.side_max &&
           std::int64_t{width} * height <= order.limits.pixels_max;
  };
  return header.format <= static_cast<std::uint32_t>(image::Format::kHeic) &&
         within_limits(header.file_width, header.file_height) && within_limits(header.width, header.height) &&
         (order.longer_side_max <= 0 || std::max(header.width, header.height) <= order.longer_side_max);
}

Breakdown breakdown(ChannelState state) {
  switch (state) {
    case ChannelState::kTimeout:
      return Breakdown::kTimeout;
    case ChannelState::kNonsense:
      return Breakdown::kConfused;
    default:
      return Breakdown::kGone;
  }
}

/// The pixels that the child wrote. It cannot change them any more.
Talk take_pixels(const Header& header, int memory, std::size_t bytes) {
  if (!seal_content(memory)) return tl::unexpected(Breakdown::kConfused);
  auto pixels = Mapping::map(memory, bytes, Mapping::Access::kPrivate);
  if (!pixels) return Result<DecodedPicture>(fail(pixels.error()));
  const image::ImageInfo info{static_cast<image::Format>(header.format), header.file_width,
                              header.file_height};
  return Result<DecodedPicture>(
      DecodedPicture{info, picture_over(*std::move(pixels), header.width, header.height)});
}

Talk receive_pixels(Channel& channel, const Header& header, const Order& order, Deadline deadline) {
  const std::size_t bytes =
      static_cast<std::size_t>(header.width) * static_cast<std::size_t>(header.height) * 3;
  const auto memory = fixed_size_file(bytes);
  // The child waits for the room and cannot be used again: it is given up along with the picture.
  if (!memory) return tl::unexpected(Breakdown::kConfused);
  if (!channel.send(Room{bytes}, memory->get())) return tl::unexpected(Breakdown::kGone);
  Verdict verdict;
  if (const auto state = channel.receive(verdict, deadline); state != ChannelState::kFine) {
    return tl::unexpected(breakdown(state));
  }
  if (verdict.outcome == Outcome::kDone) return take_pixels(header, memory->get(), bytes);
  if (!is_refusal(verdict.outcome)) return tl::unexpected(Breakdown::kConfused);
  return Result<DecodedPicture>(fail(refusal(verdict.outcome, verdict.detail, order.limits)));
}

Talk talk(Channel& channel, int file, const Order& order, Deadline deadline) {
  const Request request{order.encoded.size(), order.limits.pixels_max, order.limits.side_max,
                        order.longer_side_max};
  if (!channel.send(request, file)) return tl::unexpected(Breakdown::kGone);
  Header header;
  if (const auto state = channel.receive(header, deadline); state != ChannelState::kFine) {
    return tl::unexpected(breakdown(state));
  }
  if (is_refusal(header.outcome)) {
    return Result<DecodedPicture>(fail(refusal(header.outcome, header.detail, order.limits)));
  }
  if (header.outcome != Outcome::kDone || !makes_sense(header, order)) {
    return tl::unexpected(Breakdown::kConfused);
  }
  return receive_pixels(channel, header, order, deadline);
}

Obituary end(ChildProcess& child, Breakdown breakdown) {
  switch (breakdown) {
    case Breakdown::kTimeout:
      return child.kill(Death::kTime);
    case Breakdown::kConfused:
      return child.kill(Death::kConfused);
    case Breakdown::kGone:
      break;
  }
  return child.reap();
}

Error error_of(Death death) {
  std::string cause = "the decoder's child ended: " + std::string(to_string(death));
  return death == Death::kTime ? image::image_too_costly(std::move(cause))
                               : image::decoder_died(std::move(cause));
}

class SandboxedDecoder final : public image::Decoder {
 public:
  SandboxedDecoder(std::unique_ptr<ChildPool> pool, std::chrono::milliseconds timeout)
      : pool_(std::move(pool)), timeout_(timeout) {}

  Result<DecodedPicture> decode(std::span<const std::byte> encoded, const DecodeLimits& limits,
                                int longer_side_max) const override {
    if (const auto format = image::claimed_format(encoded); !format) return fail(format.error());
    const auto file = sealed_copy(encoded);
    if (!file) return fail(file.error());
    const Order order{encoded, limits, longer_side_max};
    Attempt attempt = try_decode(file->get(), order);
    // Somebody else killed the child, perhaps before it was lent: that says nothing about the picture.
    if (attempt.killed_from_outside) attempt = try_decode(file->get(), order);
    return std::move(attempt.result);
  }

 private:
  struct Attempt {
    Result<DecodedPicture> result;
    bool killed_from_outside = false;
  };

  Attempt try_decode(int file, const Order& order) const {
    auto child = pool_->borrow();
    if (!child) return {fail(std::move(child.error()))};
    static_cast<void>(child->process.allow_processor_time(timeout_));
    Talk answer = talk(child->process.channel(), file, order, std::chrono::steady_clock::now() + timeout_);
    if (answer) {
      pool_->give_back(*std::move(child));
      return {*std::move(answer)};
    }
    const Obituary obituary = end(child->process, answer.error());
    pool_->mourn(obituary);
    return {fail(error_of(obituary.death)), obituary.death == Death::kKilled};
  }

  const std::unique_ptr<ChildPool> pool_;
  const std::chrono::milliseconds timeout_;
};

int children(const DecoderOptions& options) {
  if (options.children > 0) return options.children;
  return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, kChildrenDefaultMax);
}

}  // namespace

Result<std::shared_ptr<const image::Decoder>> make_sandboxed_decoder(const DecoderOptions& options,
                                                                     std::function<void(Death)> on_death) {
  ChildPoolOptions pool_options;
  pool_options.program =
      options.program.value_or(ChildProgram{"/proc/self/exe", decode_child_arguments(options.memory_bytes)});
  pool_options.children = children(options);
  pool_options.uses_max = options.pictures_per_child;
  auto pool =
      ChildPool::start(std::move(pool_options), [tell = std::move(on_death)](const Obituary& obituary) {
        if (tell) tell(obituary.death);
      });
  if (!pool) return fail(std::move(pool.error()));
  return std::make_shared<SandboxedDecoder>(*std::move(pool), options.timeout);
}

}  // namespace drape::sandbox
