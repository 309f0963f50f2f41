#pragma once

#include <array>
#include <cstdint>

namespace drape::render {

enum class Sex { kFemale, kMale };
enum class ArmPose { kHanging, kSpread, kBent, kOnHip };  ///< kBent: the forearm lies before the waist.
enum class Framing { kPortrait, kHalfBody, kThreeQuarter, kFullBody };
enum class TopKind { kTee, kLongSleeve, kSleeveless, kShirt };
enum class LowerKind { kTrousers, kShorts, kSkirt };
enum class HairStyle { kShort, kCropped, kCurly, kBob, kLong, kBun };
enum class Pattern { kPlain, kStripes, kChecks, kPrint };

/// An sRGB colour, 0..255 each.
struct Colour {
  std::uint8_t red = 0, green = 0, blue = 0;
};

struct Fabric {
  Colour colour;
  Pattern pattern = Pattern::kPlain;
  Colour second{240, 238, 232};  ///< Of stripes, checks and the print.
};

struct Outfit {
  TopKind top = TopKind::kTee;
  Fabric top_fabric{{64, 104, 150}};
  LowerKind lower = LowerKind::kTrousers;
  Fabric lower_fabric{{46, 54, 78}};
  Colour shoes{236, 234, 230};
};

/// Everything that decides a rendered person. Two specs that differ only in `outfit` show the same person
/// in the same pose: outside the clothes the pictures differ only by the shadows that the clothes throw.
struct PersonSpec {
  Sex sex = Sex::kFemale;
  int skin_tone = 1;  ///< 0 (lightest) .. 5 (darkest).
  float build = 0;    ///< -1 slim .. 1 full.
  HairStyle hair = HairStyle::kLong;
  Colour hair_colour{72, 46, 30};
  Colour eye_colour{92, 70, 48};
  float beard = 0;                                                    ///< 0 shaven .. 1 short full beard.
  std::array<ArmPose, 2> arms{ArmPose::kHanging, ArmPose::kHanging};  ///< Left, right (the person's own).
  float turn_degrees = 0;       ///< Of the body; positive turns towards the picture's right. Within +-30.
  float head_turn_degrees = 0;  ///< On top of the body's turn. Within +-30.
  float sway = 1;               ///< Weight on one leg: 0 upright, 1 relaxed, -1 the other leg.
  std::uint32_t face = 0;       ///< Chooses among small variations of the features.
  Framing framing = Framing::kHalfBody;
  Outfit outfit;
};

struct PictureSize {
  int width = 768, height = 1024;
};

}  // namespace drape::render
