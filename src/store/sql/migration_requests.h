#pragma once

#include <string_view>

// Statements of the migrations about requests: which of them were carried out already, and whom they are
// about.
namespace drape::store::sql {

// The reply and the fingerprint of a request about a photo vanish with it; the key stays taken.
inline constexpr std::string_view kIdempotencyKeys = R"sql(
create table idempotency_keys (
  account_id integer not null references accounts (id),
  operation text not null,
  key_hash text not null check (length(key_hash) = 64),
  fingerprint text check (length(fingerprint) = 64),
  reply text,
  person_image_id integer references person_images (id),
  garment_image_id integer references garment_images (id),
  created_at integer not null,
  primary key (account_id, operation, key_hash),
  check ((fingerprint is null) = (reply is null)),
  check (reply is not null or (person_image_id is null and garment_image_id is null))
) strict, without rowid)sql";

inline constexpr std::string_view kIdempotencyKeysPerson = R"sql(
create index idempotency_keys_person on idempotency_keys (person_image_id) where person_image_id is not null
)sql";

inline constexpr std::string_view kIdempotencyKeysGarment = R"sql(
create index idempotency_keys_garment on idempotency_keys (garment_image_id) where garment_image_id is not null
)sql";

// The client's own words: they go with the row.
inline constexpr std::string_view kExternalUserId = R"sql(
alter table person_images add column external_user_id text
  check (length(external_user_id) between 1 and 255))sql";

inline constexpr std::string_view kPersonImagesUser = R"sql(
create index person_images_user on person_images (account_id, external_user_id, id)
  where external_user_id is not null)sql";

inline constexpr std::string_view kGarmentValidations = R"sql(
create table garment_validations (
  garment_image_id integer primary key references garment_images (id) on delete cascade,
  is_valid integer not null check (is_valid in (0, 1)),
  category text check (category in ('upper', 'outer', 'lower', 'skirt', 'dress')),
  on_model integer check (on_model in (0, 1)),
  category_confidence real not null check (category_confidence between 0 and 1),
  cutout_quality real not null check (cutout_quality between 0 and 1),
  engine_version text not null,
  created_at integer not null
) strict)sql";

inline constexpr std::string_view kGarmentValidationIssues = R"sql(
create table garment_validation_issues (
  garment_image_id integer not null references garment_validations (garment_image_id) on delete cascade,
  position integer not null,
  code text not null,
  severity text not null check (severity in ('error', 'warning')),
  message text not null,
  primary key (garment_image_id, position)
) strict, without rowid)sql";

// Why a garment was not understood was not kept so far: it is looked at again.
inline constexpr std::string_view kLookAgainAtRefused = R"sql(
update garment_images set category_engine = null where category is null)sql";

}  // namespace drape::store::sql
