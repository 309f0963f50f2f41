#include "pictures.h"

#include <fstream>
#include <iterator>
#include <vips/vips8>

namespace drape::test {

image::Bytes encoded(const Drawing& drawing) {
  image::Image pixels(drawing.height, drawing.width);
  pixels.forEach([&](cv::Vec3b& pixel, const int* at) {
    pixel =
        cv::Vec3b(at[1] * 255 / drawing.width, at[0] * 255 / drawing.height, (at[0] * 7 + at[1] * 3) & 255);
  });
  vips::VImage image = vips::VImage::new_from_memory(pixels.data, pixels.total() * 3, pixels.cols,
                                                     pixels.rows, 3, VIPS_FORMAT_UCHAR)
                           .copy(vips::VImage::option()->set("interpretation", VIPS_INTERPRETATION_sRGB))
                           .colourspace(static_cast<VipsInterpretation>(drawing.interpretation))
                           .copy();
  if (drawing.orientation != 1) image.set(VIPS_META_ORIENTATION, drawing.orientation);
  void* data = nullptr;
  std::size_t size = 0;
  image.write_to_buffer(drawing.suffix.c_str(), &data, &size);
  const auto* first = static_cast<const std::byte*>(data);
  image::Bytes bytes(first, first + size);
  g_free(data);
  return bytes;
}

image::Bytes stored_drawing(const std::string& extension) {
  std::ifstream file(DRAWINGS "/drawing." + extension, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  const auto* first = reinterpret_cast<const std::byte*>(text.data());
  return {first, first + text.size()};
}

}  // namespace drape::test
