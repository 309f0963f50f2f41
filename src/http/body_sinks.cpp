#include "http/body_sinks.h"

#include <span>
#include <utility>

#include "http/text.h"

namespace drape::http {
namespace {

using Data = tl::expected<RequestData, BodyDefect>;

tl::unexpected<BodyDefect> defect(ErrorKind kind, std::string detail) {
  return tl::unexpected(BodyDefect{kind, std::move(detail), {}});
}

}  // namespace

std::string body_too_large(std::uint64_t bytes_max) {
  return "The request body is larger than the limit of " + std::to_string(bytes_max) + " bytes.";
}

bool JsonSink::take(std::string_view piece) {
  text_ += piece;
  return text_.size() <= limits_.json_bytes_max;
}

Data JsonSink::data() {
  if (text_.size() > limits_.json_bytes_max) {
    return defect(ErrorKind::kTooLarge, body_too_large(limits_.json_bytes_max));
  }
  if (fingerprint_ != nullptr) fingerprint_->add(text_);
  if (text_.empty()) return JsonValue(JsonValue::Dictionary{});
  auto parsed = parse_json(text_, limits_.json_depth_max);
  if (!parsed) return defect(ErrorKind::kInvalidInput, "JSON parse error - " + parsed.error());
  return *std::move(parsed);
}

bool UrlencodedSink::take(std::string_view piece) {
  text_ += piece;
  return text_.size() <= limits_.json_bytes_max;
}

Data UrlencodedSink::data() {
  if (text_.size() > limits_.json_bytes_max) {
    return defect(ErrorKind::kTooLarge, body_too_large(limits_.json_bytes_max));
  }
  if (fingerprint_ != nullptr) fingerprint_->add(text_);
  const QueryParameters parameters(text_);
  if (parameters.all().size() > limits_.form_parts_max) {
    return defect(ErrorKind::kInvalidInput,
                  "The form has more than " + std::to_string(limits_.form_parts_max) + " fields.");
  }
  Form form;
  for (const auto& [name, value] : parameters.all()) form.push_back({name, value, nullptr});
  return form;
}

MultipartSink::MultipartSink(const Limits& limits, const service::Uploads& uploads, Options options)
    : limits_(limits), uploads_(uploads), options_(std::move(options)), parser_(options_.boundary, *this) {}

bool MultipartSink::take(std::string_view piece) {
  bytes_ += piece.size();
  if (bytes_ > options_.body_bytes_max) {
    return stop(ErrorKind::kTooLarge, body_too_large(options_.body_bytes_max));
  }
  return parser_.feed(piece) ||
         stop(ErrorKind::kInvalidInput, "Multipart form parse error - " + parser_.error());
}

void MultipartSink::end() {
  if (!parser_.finish()) stop(ErrorKind::kInvalidInput, "Multipart form parse error - " + parser_.error());
}

Data MultipartSink::data() {
  if (defect_) return tl::unexpected(*defect_);
  for (FormField& field : form_) field.text = repair_utf8(field.text);
  return std::move(form_);
}

bool MultipartSink::begin_part(const PartHead& head) {
  if (form_.size() >= limits_.form_parts_max) {
    return stop(ErrorKind::kInvalidInput, "Multipart form parse error - More than " +
                                              std::to_string(limits_.form_parts_max) + " fields.");
  }
  FormField field{head.name, {}, nullptr};
  if (fingerprint_ != nullptr) fingerprint_->begin_part(head.name, !head.file_name.empty());
  if (!head.file_name.empty()) {
    field.file = std::make_shared<ReceivedFile>();
    field.file->name = head.file_name;
    if (!options_.file_field.empty() && head.name == options_.file_field) {
      for (FormField& earlier : form_) {
        if (earlier.file) earlier.file->upload.reset();
      }
      auto upload = uploads_.begin();
      if (!upload) return stop(upload.error());
      field.file->upload = *std::move(upload);
    }
  }
  form_.push_back(std::move(field));
  return true;
}

bool MultipartSink::part_data(std::string_view data) {
  if (fingerprint_ != nullptr) fingerprint_->part_data(data);
  FormField& field = form_.back();
  if (field.file) {
    if (!field.file->upload) return true;
    const auto appended = field.file->upload->append(std::as_bytes(std::span(data)));
    return appended || stop(appended.error());
  }
  if (field.text.size() + data.size() > limits_.form_text_bytes_max) {
    return stop(ErrorKind::kTooLarge, "A text field is larger than the limit of " +
                                          std::to_string(limits_.form_text_bytes_max) + " bytes.");
  }
  field.text += data;
  return true;
}

bool MultipartSink::end_part() {
  if (fingerprint_ != nullptr) fingerprint_->end_part();
  return true;
}

bool MultipartSink::stop(ErrorKind kind, std::string detail, std::string internal_text) {
  if (!defect_) defect_ = BodyDefect{kind, std::move(detail), std::move(internal_text)};
  return false;
}

bool MultipartSink::stop(const Error& error) {
  return stop(error.kind, error.public_text.value, error.internal_text.value);
}

}  // namespace drape::http
