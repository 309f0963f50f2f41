#include "render/render_person.h"

#include <cstdio>
#include <vector>

#include "render/noise.h"
#include "render/parallel.h"
#include "render/shading.h"

namespace drape::render {
namespace {

constexpr float kPi = 3.14159265F;

/// A pinhole camera in front of the person, with a long lens.
class Camera {
 public:
  Camera(const PersonSpec& spec, PictureSize size) : size_(size) {
    struct View {
      float low, high;
    };
    const View view = spec.framing == Framing::kPortrait       ? View{1.38F, 1.84F}
                      : spec.framing == Framing::kHalfBody     ? View{0.74F, 1.84F}
                      : spec.framing == Framing::kThreeQuarter ? View{0.40F, 1.86F}
                                                               : View{-0.10F, 1.88F};
    const float height = view.high - view.low, middle = 0.5F * (view.low + view.high);
    const float distance = 2.1F * height + 0.9F, turn = -spec.turn_degrees * kPi / 180.0F;
    const Vec3 target{0, middle, 0};
    position_ = target + Vec3{std::sin(turn) * distance, 0.04F, std::cos(turn) * distance};
    frame_.z = normalised(position_ - target);
    frame_.x = normalised(cross({0, 1, 0}, frame_.z));
    frame_.y = cross(frame_.z, frame_.x);
    focal_ = static_cast<float>(size.height) / height * distance;
  }

  [[nodiscard]] Vec3 ray(float x, float y) const {
    return normalised(frame_.x * (x - 0.5F * static_cast<float>(size_.width)) -
                      frame_.y * (y - 0.5F * static_cast<float>(size_.height)) - frame_.z * focal_);
  }
  [[nodiscard]] cv::Point2f project(Vec3 p) const {
    const Vec3 q = frame_.to_local(p - position_);
    return {0.5F * static_cast<float>(size_.width) - focal_ * q.x / q.z,
            0.5F * static_cast<float>(size_.height) + focal_ * q.y / q.z};
  }
  [[nodiscard]] Vec3 position() const { return position_; }
  [[nodiscard]] const Frame& frame() const { return frame_; }

 private:
  PictureSize size_;
  Vec3 position_;
  Frame frame_;
  float focal_ = 1;
};

struct Sample {
  Vec3 colour;  ///< Display values 0..1.
  Vec3 position;
  LampShadows shadows{};
  unsigned char label = 0;
  Part part = Part::kBackdrop;
};

class Tracer {
 public:
  Tracer(const PersonSpec& spec, PictureSize size, int threads)
      : scene_(spec), grid_(scene_, threads), camera_(spec, size), studio_(scene_, grid_, camera_.frame()) {}

  /// `near`: a sample already taken close by, or none. Its soft shadows are used again where they fit.
  [[nodiscard]] Sample trace(float x, float y, const Sample* near = nullptr) const {
    const Vec3 direction = camera_.ray(x, y);
    Sample sample;
    const Nearest hit = march(direction, sample.position);
    sample.part = hit.part;
    if (hit.part == Part::kBackdrop) {
      sample.colour = developed(studio_.backdrop(camera_.position(), direction));
      return sample;
    }
    sample.label = scene_.label(sample.position, hit);
    const SurfacePoint at{sample.position, normal(sample.position, hit.part), -direction, hit.part};
    constexpr float kSameShadows = 0.007F;
    const bool reuse =
        near != nullptr && near->part == hit.part && length(near->position - at.position) < kSameShadows;
    sample.shadows = reuse ? near->shadows : studio_.shadows_at(at);
    sample.colour = developed(studio_.shade(at, sample.shadows));
    return sample;
  }
  [[nodiscard]] const Scene& scene() const { return scene_; }
  [[nodiscard]] const Camera& camera() const { return camera_; }

 private:
  [[nodiscard]] Nearest march(Vec3 direction, Vec3& p) const {
    const float nearest_z = length(camera_.position() - Vec3{0, camera_.position().y, 0});
    float t = nearest_z - 0.75F;
    for (int i = 0; i < 220 && t < nearest_z + 0.9F; ++i) {
      p = camera_.position() + direction * t;
      const float coarse = grid_.at(p);
      if (coarse > 0.060F) {
        t += coarse - 0.035F;
        continue;
      }
      const Nearest hit = scene_.nearest(p, true);
      if (hit.distance < 0.00022F) return hit;
      t += hit.distance * 0.85F;
    }
    return {};
  }

  [[nodiscard]] Vec3 normal(Vec3 p, Part part) const {
    const float step = part == Part::kHeadSkin || part == Part::kEye ? 0.0006F
                       : part == Part::kHair                         ? 0.0005F
                                                                     : 0.0011F;
    constexpr std::array<Vec3, 4> kCorners{Vec3{1, -1, -1}, {-1, -1, 1}, {-1, 1, -1}, {1, 1, 1}};
    Vec3 n;
    for (Vec3 corner : kCorners) n += corner * scene_.nearest(p + corner * step, true).distance;
    return normalised(n);
  }

  Scene scene_;
  DistanceGrid grid_;
  Camera camera_;
  Studio studio_;
};

bool needs_more(const std::vector<Sample>& samples, PictureSize size, int x, int y) {
  const auto at = [&](int i, int j) -> const Sample& {
    return samples[static_cast<std::size_t>(std::clamp(j, 0, size.height - 1) * size.width +
                                            std::clamp(i, 0, size.width - 1))];
  };
  const Sample& here = at(x, y);
  for (const auto& [dx, dy] : {std::pair{-1, 0}, {1, 0}, {0, -1}, {0, 1}}) {
    const Sample& there = at(x + dx, y + dy);
    const Vec3 d = there.colour - here.colour;
    if (there.part != here.part || std::max({std::abs(d.x), std::abs(d.y), std::abs(d.z)}) > 0.045F)
      return true;
  }
  return false;
}

// Six more samples on a rotated grid inside the pixel.
Vec3 refined(const Tracer& tracer, const Sample& centre, int x, int y) {
  constexpr std::array<std::array<float, 2>, 6> kOffsets{
      {{-0.17F, -0.42F}, {0.33F, -0.25F}, {0.42F, 0.17F}, {0.08F, 0.42F}, {-0.33F, 0.25F}, {-0.42F, -0.08F}}};
  Vec3 sum = centre.colour;
  for (const auto& [dx, dy] : kOffsets) {
    sum += tracer.trace(static_cast<float>(x) + 0.5F + dx, static_cast<float>(y) + 0.5F + dy, &centre).colour;
  }
  return sum * (1.0F / 7.0F);
}

cv::Vec3b quantised(Vec3 colour, int x, int y) {
  // A breath of sensor noise also keeps the backdrop's gradient from banding.
  const float grain = 1.7F * (hash01(x, y, 1) + hash01(x, y, 2) - 1.0F);
  const auto byte = [&](float v) {
    return static_cast<unsigned char>(std::clamp(v * 255.0F + grain + 0.5F, 0.0F, 255.0F));
  };
  return {byte(colour.x), byte(colour.y), byte(colour.z)};
}

std::array<Vec3, 33> joints_of(const Scene& scene) {
  const Figure& f = scene.figure();
  const auto head = [&](float x, float y, float z) { return f.from_head({x, y, z}); };
  std::array<Vec3, 33> j;
  const FaceShape& face = scene.head().shape();
  j[0] = head(0, face.nose_tip_y, face.nose_depth);
  for (std::size_t side = 0; side < 2; ++side) {
    const float s = side == 0 ? 1.0F : -1.0F;
    const std::size_t eyes = side == 0 ? 1 : 4;
    const float eye_z = Head::kEye.z + Head::kEyeRadius;
    j[eyes] = head(s * (Head::kEye.x - face.eye_half_width), 0, eye_z);
    j[eyes + 1] = head(s * Head::kEye.x, 0, eye_z);
    j[eyes + 2] = head(s * (Head::kEye.x + face.eye_half_width), 0, eye_z);
    j[7 + side] = head(s * 0.080F, -0.008F, -0.008F);
    j[9 + side] = head(s * face.mouth_half_width, -0.065F, 0.072F);
    const ArmBones& arm = f.arms[side];
    j[11 + side] = arm.shoulder;
    j[13 + side] = arm.elbow;
    j[15 + side] = arm.wrist;
    j[17 + side] = arm.wrist + arm.hand.to_world({0.090F, -0.030F, 0.004F});
    j[19 + side] = arm.wrist + arm.hand.to_world({0.100F, 0.026F, 0.006F});
    j[21 + side] = arm.wrist + arm.hand.to_world({0.068F, 0.048F, 0.020F});
    const LegBones& leg = f.legs[side];
    j[23 + side] = leg.hip;
    j[25 + side] = leg.knee;
    j[27 + side] = leg.ankle;
    const Vec3 toes{std::sin(leg.foot_angle), 0, std::cos(leg.foot_angle)};
    j[29 + side] = Vec3{leg.ankle.x, 0.030F, leg.ankle.z} - toes * 0.055F;
    j[31 + side] = Vec3{leg.ankle.x, 0.030F, leg.ankle.z} + toes * 0.150F;
  }
  for (Vec3& joint : j) joint = f.to_posed(joint);
  return j;
}

}  // namespace

RenderedPerson render_person(const PersonSpec& spec, PictureSize size, int threads) {
  const Tracer tracer(spec, size, threads);
  std::vector<Sample> samples(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height));
  const auto at = [&](int x, int y) -> Sample& {
    return samples[static_cast<std::size_t>(y * size.width + x)];
  };
  for_each_index((size.height + 1) / 2, threads, [&](int pair) {
    for (int y = 2 * pair; y < std::min(2 * pair + 2, size.height); ++y) {
      for (int x = 0; x < size.width; ++x) {
        const Sample* first = (x | y) % 2 == 0 ? nullptr : &at(x / 2 * 2, y / 2 * 2);
        at(x, y) = tracer.trace(static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F, first);
      }
    }
  });

  RenderedPerson person{image::Image(size.height, size.width), image::LabelMap(size.height, size.width), {}};
  for_each_index(size.height, threads, [&](int y) {
    for (int x = 0; x < size.width; ++x) {
      const Sample& sample = at(x, y);
      const Vec3 colour = needs_more(samples, size, x, y) ? refined(tracer, sample, x, y) : sample.colour;
      person.image(y, x) = quantised(colour, x, y);
      person.labels(y, x) = sample.label;
    }
  });
  const std::array<Vec3, 33> joints = joints_of(tracer.scene());
  for (std::size_t i = 0; i < joints.size(); ++i) person.joints[i] = tracer.camera().project(joints[i]);
  return person;
}

std::string joints_json(const RenderedPerson& person) {
  static constexpr std::array<const char*, 33> kNames{
      "nose",        "left_eye_inner",  "left_eye",        "left_eye_outer", "right_eye_inner",
      "right_eye",   "right_eye_outer", "left_ear",        "right_ear",      "mouth_left",
      "mouth_right", "left_shoulder",   "right_shoulder",  "left_elbow",     "right_elbow",
      "left_wrist",  "right_wrist",     "left_pinky",      "right_pinky",    "left_index",
      "right_index", "left_thumb",      "right_thumb",     "left_hip",       "right_hip",
      "left_knee",   "right_knee",      "left_ankle",      "right_ankle",    "left_heel",
      "right_heel",  "left_foot_index", "right_foot_index"};
  std::array<char, 96> line{};
  std::snprintf(line.data(), line.size(), "{\"width\": %d, \"height\": %d, \"joints\": {", person.image.cols,
                person.image.rows);
  std::string json = line.data();
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    std::snprintf(line.data(), line.size(), "%s\n  \"%s\": [%.2f, %.2f]", i == 0 ? "" : ",", kNames[i],
                  static_cast<double>(person.joints[i].x), static_cast<double>(person.joints[i].y));
    json += line.data();
  }
  return json + "\n}}\n";
}

}  // namespace drape::render
