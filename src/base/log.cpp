#include "base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <array>
#include <atomic>
#include <charconv>
#include <ctime>

#include "base/clock.h"

namespace drape::log {
namespace {

constexpr std::array<std::string_view, 5> kLevelNames{"debug", "info", "warn", "error", "off"};

std::atomic<Level>& level_setting() {
  static std::atomic<Level> level = Level::kInfo;
  return level;
}

spdlog::logger& logger() {
  static spdlog::logger instance = [] {
    spdlog::logger made("drape", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made.set_pattern("%v");
    made.set_level(spdlog::level::trace);
    return made;
  }();
  return instance;
}

void append_quoted(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte >= 0x7F) {  // any other byte as itself could be broken UTF-8
      out += "\\u00";
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    } else {
      out += c;
    }
  }
  out += '"';
}

void append_time(std::string& out) {
  const auto now = SystemClock().now();
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now);
  const std::time_t time = seconds.time_since_epoch().count();
  std::tm parts{};
  gmtime_r(&time, &parts);
  std::array<char, 40> buffer{};
  const std::size_t length = std::strftime(buffer.data(), buffer.size(), "%Y-%m-%dT%H:%M:%S.", &parts);
  out.append(buffer.data(), length);
  const std::string fraction = std::to_string((now - seconds).count());
  out.append(6 - fraction.size(), '0');
  out += fraction;
  out += 'Z';
}

void append_value(std::string& out, const Field& field) {
  std::array<char, 32> buffer{};
  char* const end = buffer.data() + buffer.size();
  if (const auto* text = std::get_if<std::string_view>(&field.value)) {
    append_quoted(out, *text);
  } else if (const auto* integer = std::get_if<std::int64_t>(&field.value)) {
    out.append(buffer.data(), std::to_chars(buffer.data(), end, *integer).ptr);
  } else if (const auto* real = std::get_if<double>(&field.value)) {
    out.append(buffer.data(), std::to_chars(buffer.data(), end, *real, std::chars_format::general, 6).ptr);
  } else {
    out += std::get<bool>(field.value) ? "true" : "false";
  }
}

spdlog::level::level_enum to_spdlog(Level level) {
  constexpr std::array kLevels{spdlog::level::debug, spdlog::level::info, spdlog::level::warn,
                               spdlog::level::err, spdlog::level::off};
  return kLevels[static_cast<std::size_t>(level)];
}

}  // namespace

void set_level(Level level) {
  level_setting().store(level, std::memory_order_relaxed);
}
bool enabled(Level level) {
  return level >= level_setting().load(std::memory_order_relaxed);
}

void write(Level level, std::string_view event, std::initializer_list<Field> fields) {
  if (!enabled(level)) return;
  std::string line;
  line.reserve(256);
  line += R"({"time":")";
  append_time(line);
  line += R"(","level":")";
  line += kLevelNames[static_cast<std::size_t>(level)];
  line += R"(","event":)";
  append_quoted(line, event);
  for (const Field& field : fields) {
    line += ',';
    append_quoted(line, field.name);
    line += ':';
    append_value(line, field);
  }
  line += '}';
  logger().log(to_spdlog(level), spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace drape::log
