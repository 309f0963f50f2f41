#include "service/idempotency.h"

#include <utility>

#include "store/digest.h"

namespace drape::service {

store::IdempotencyClaim Idempotency::claim(Named request) const {
  return {request.account, std::move(request.operation), store::sha256(request.key), request.fingerprint,
          clock_.now()};
}

}  // namespace drape::service
