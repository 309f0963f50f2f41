#include <array>

#include "base/crash_point.h"
#include "store/sql/columns.h"
#include "store/sql/deletion.h"
#include "store/sql/idempotency.h"
#include "store/sql/paging.h"
#include "store/sql/sql_records.h"

namespace drape::store::sql {
namespace {

struct ImageRow {
  std::int64_t id = 0;
  std::int64_t account = 0;
  NullableText name;
  PictureColumns original;
  PictureColumns view;
  std::int64_t created_at = 0;
  NullableText external_user_id;

  auto columns() {
    return std::tie(id, account, name, original.hash, original.format, original.width, original.height,
                    original.bytes, view.hash, view.format, view.width, view.height, view.bytes, created_at,
                    external_user_id);
  }
};

template <typename IdType>
task::LibraryImage<IdType> image_of(const ImageRow& row) {
  return {IdType(row.id),
          task::AccountId(row.account),
          row.name.get(),
          row.original.picture(),
          row.view.picture(),
          timestamp_from(row.created_at),
          row.external_user_id.get()};
}

/// The statements of one of the two tables, which have the same columns but for the client's user. The lists
/// have one for each combination of filters: the index has a bit for each that is set.
struct ImageSql {
  static constexpr unsigned kNamed = 1;
  static constexpr unsigned kOfUser = 2;
  std::string insert;
  std::string find;
  std::string find_any;
  std::array<std::string, 4> count;
  std::array<std::string, 4> list;
  std::string remove;
  std::string older;

  /// `user`: the column of the client's user; "null" where there is none.
  ImageSql(const std::string& table, const std::string& user) {
    const std::string columns =
        "account_id, name, original_hash, original_format, original_width, original_height, original_bytes, "
        "view_hash, view_format, view_width, view_height, view_bytes, created_at";
    const std::string select = "select id, " + columns + ", " + user + " from " + table;
    const std::string owned = " where account_id = :account";
    const std::string one = owned + " and id = :id";
    const bool has_user = user != "null";
    insert = "insert into " + table + " (" + columns + (has_user ? ", " + user : "") +
             ") values (:account, :name, :oh, :of, :ow, :ot, :ob, :vh, :vf, :vw, :vt, :vb, :now" +
             (has_user ? ", :user" : "") + ") returning id";
    find = select + one;
    find_any = select + " where id = :id";
    for (unsigned filters = 0; filters < list.size(); ++filters) {
      std::string where = owned;
      if ((filters & kNamed) != 0) where += " and name = :name";
      if ((filters & kOfUser) != 0) where += " and " + user + " = :user";
      count[filters] = "select count(*) from " + table + where;
      list[filters] = select + where + " order by id desc limit :limit offset :offset";
    }
    remove = "delete from " + table + one;
    older = "select account_id, id from " + table +
            " where created_at < :before order by created_at limit :limit";
  }
};

template <typename IdType>
const ImageSql& sql_for();

template <>
const ImageSql& sql_for<task::PersonImageId>() {
  static const ImageSql sql("person_images", "external_user_id");
  return sql;
}

template <>
const ImageSql& sql_for<task::GarmentImageId>() {
  static const ImageSql sql("garment_images", "null");
  return sql;
}

KeptReply reply_about(task::PersonImageId id, const Once<std::int64_t>& once) {
  return {once.reply(id.value()), id, std::nullopt};
}
KeptReply reply_about(task::GarmentImageId id, const Once<std::int64_t>& once) {
  return {once.reply(id.value()), std::nullopt, id};
}

unsigned filters_of(const task::ImageLabels& labels) {
  return (labels.name ? ImageSql::kNamed : 0U) | (labels.external_user_id ? ImageSql::kOfUser : 0U);
}

void bind_filters(Query& query, const std::int64_t& account, const task::ImageLabels& labels) {
  query.with(account);
  if (labels.name) query.with(*labels.name);
  if (labels.external_user_id) query.with(*labels.external_user_id);
}

NullableText nullable(const std::optional<std::string>& text) {
  return text ? NullableText(*text) : NullableText();
}

constexpr bool has_user(task::PersonImageId) {
  return true;
}
constexpr bool has_user(task::GarmentImageId) {
  return false;
}

constexpr task::DeletedKind kind_of(task::PersonImageId) {
  return task::DeletedKind::kPersonImage;
}
constexpr task::DeletedKind kind_of(task::GarmentImageId) {
  return task::DeletedKind::kGarmentImage;
}

template <typename IdType>
std::int64_t insert_image(Connection& connection, const NewImage& image) {
  const std::int64_t account = image.account.value();
  const NullableText name = nullable(image.name);
  const NullableText user = nullable(image.external_user_id);
  const PictureColumns original = PictureColumns::of(image.original);
  const PictureColumns view = PictureColumns::of(image.view);
  const std::int64_t now = to_column(image.created_at);
  Query insert = connection.query(sql_for<IdType>().insert);
  insert.with(account, name, original.hash, original.format, original.width, original.height, original.bytes,
              view.hash, view.format, view.width, view.height, view.bytes, now);
  if (has_user(IdType(1))) insert.with(user);
  std::int64_t id = 0;
  insert.one(id);
  return id;
}

}  // namespace

template <typename IdType>
std::optional<task::Removal> remove_image(Connection& connection, task::AccountId account, IdType id,
                                          const task::DeletionOrder& order) {
  ImageRow row;
  if (!connection.query(sql_for<IdType>().find).with(account.value(), id.value()).one_row(row))
    return std::nullopt;
  task::Removal removal = end_dependants(connection, account, id, order);
  forget_replies_about(connection, id);
  connection.query(sql_for<IdType>().remove).with(account.value(), id.value()).run();
  Freed freed;
  release_blob(connection, {account, row.original.picture().hash}, row.original.bytes, freed);
  release_blob(connection, {account, row.view.picture().hash}, row.view.bytes, freed);
  log_deletion(connection, {order.now, account.value(), kind_of(id), id.value(), order.cause, order.key,
                            static_cast<std::int64_t>(freed.blobs.size()), freed.bytes});
  removal.freed.insert(removal.freed.end(), freed.blobs.begin(), freed.blobs.end());
  DRAPE_CRASH_POINT("image_removal_before_commit");
  return removal;
}

template std::optional<task::Removal> remove_image(Connection&, task::AccountId, task::PersonImageId,
                                                   const task::DeletionOrder&);
template std::optional<task::Removal> remove_image(Connection&, task::AccountId, task::GarmentImageId,
                                                   const task::DeletionOrder&);

template <typename IdType>
auto SqlImages<IdType>::add(const NewImage& image, const Publish& publish) -> Result<Image> {
  return database_.write([&](Connection& connection) -> Result<Image> {
    if (Status first = require_unclaimed(connection, image.once); !first)
      return fail(std::move(first.error()));
    retain_blob(connection, {image.account, image.original.hash});
    retain_blob(connection, {image.account, image.view.hash});
    const std::int64_t id = insert_image<IdType>(connection, image);
    if (image.once) keep_reply(connection, image.once->claim, reply_about(IdType(id), *image.once));
    // Last: a row that is refused (its account has gone) leaves no file behind.
    if (Status published = publish(); !published) return fail(std::move(published.error()));
    DRAPE_CRASH_POINT("image_before_commit");
    return Image{IdType(id),       image.account,         image.name, image.original, image.view,
                 image.created_at, image.external_user_id};
  });
}

template <typename IdType>
auto SqlImages<IdType>::find(task::AccountId account, IdType id) -> Result<std::optional<Image>> {
  return database_.read([&](Connection& connection) -> Result<std::optional<Image>> {
    ImageRow row;
    const bool found =
        connection.query(sql_for<IdType>().find).with(account.value(), id.value()).one_row(row);
    return found ? std::optional(image_of<IdType>(row)) : std::nullopt;
  });
}

template <typename IdType>
auto SqlImages<IdType>::find_any(IdType id) -> Result<std::optional<Image>> {
  return database_.read([&](Connection& connection) -> Result<std::optional<Image>> {
    ImageRow row;
    const bool found = connection.query(sql_for<IdType>().find_any).with(id.value()).one_row(row);
    return found ? std::optional(image_of<IdType>(row)) : std::nullopt;
  });
}

template <typename IdType>
auto SqlImages<IdType>::list(task::AccountId account, const task::ImageLabels& labels,
                             const task::PageRequest& request) -> Result<task::Page<Image>> {
  return database_.read_snapshot([&](Connection& connection) -> Result<task::Page<Image>> {
    const ImageSql& sql = sql_for<IdType>();
    const unsigned filters = filters_of(labels);
    const std::int64_t owner = account.value();
    std::int64_t count = 0;
    {
      Query counting = connection.query(sql.count[filters]);
      bind_filters(counting, owner, labels);
      counting.one(count);
    }
    Result<task::Page<Image>> page = settle_page<Image>(request, count);
    if (!page) return page;
    const std::int64_t offset = offset_of(*page);
    Query listing = connection.query(sql.list[filters]);
    bind_filters(listing, owner, labels);
    listing.with(page->size, offset).template each_row<ImageRow>([&](const ImageRow& row) {
      page->items.push_back(image_of<IdType>(row));
    });
    return page;
  });
}

template <typename IdType>
auto SqlImages<IdType>::remove(task::AccountId account, IdType id, const task::DeletionOrder& order)
    -> Result<std::optional<task::Removal>> {
  return database_.write([&](Connection& connection) -> Result<std::optional<task::Removal>> {
    return remove_image(connection, account, id, order);
  });
}

template <typename IdType>
auto SqlImages<IdType>::older_than(Timestamp before, int count_max) -> Result<std::vector<Owned>> {
  struct Row {
    std::int64_t account = 0;
    std::int64_t id = 0;
    auto columns() { return std::tie(account, id); }
  };
  return database_.read([&](Connection& connection) -> Result<std::vector<Owned>> {
    std::vector<Owned> images;
    connection.query(sql_for<IdType>().older)
        .with(to_column(before), count_max)
        .template each_row<Row>([&](const Row& row) {
          images.push_back({task::AccountId(row.account), IdType(row.id)});
        });
    return images;
  });
}

template class SqlImages<task::PersonImageId>;
template class SqlImages<task::GarmentImageId>;

}  // namespace drape::store::sql
