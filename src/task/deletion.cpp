#include "task/deletion.h"

namespace drape::task {

TaskFailure person_image_deleted() {
  return {std::string(kPersonImageDeletedCode), "The person's photo has been deleted.", false};
}

TaskFailure garment_image_deleted() {
  return {std::string(kGarmentImageDeletedCode), "A garment's photo has been deleted.", false};
}

}  // namespace drape::task
