#include "base/crash_point.h"
#include "store/sql/columns.h"
#include "store/sql/deletion.h"
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

  auto columns() {
    return std::tie(id, account, name, original.hash, original.format, original.width, original.height,
                    original.bytes, view.hash, view.format, view.width, view.height, view.bytes, created_at);
  }
};

template <typename IdType>
task::LibraryImage<IdType> image_of(const ImageRow& row) {
  return {IdType(row.id),         task::AccountId(row.account), row.name.get(),
          row.original.picture(), row.view.picture(),           timestamp_from(row.created_at)};
}

/// The statements of one of the two tables, which have the same columns.
struct ImageSql {
  std::string insert;
  std::string find;
  std::string find_any;
  std::string count;
  std::string count_named;
  std::string list;
  std::string list_named;
  std::string remove;
  std::string older;

  explicit ImageSql(const std::string& table) {
    const std::string columns =
        "account_id, name, original_hash, original_format, original_width, original_height, original_bytes, "
        "view_hash, view_format, view_width, view_height, view_bytes, created_at";
    const std::string select = "select id, " + columns + " from " + table;
    const std::string total = "select count(*) from " + table;
    const std::string owned = " where account_id = :account";
    const std::string named = owned + " and name = :name";
    const std::string one = owned + " and id = :id";
    const std::string paged = " order by id desc limit :limit offset :offset";
    insert =
        "insert into " + table + " (" + columns +
        ") values (:account, :name, :oh, :of, :ow, :ot, :ob, :vh, :vf, :vw, :vt, :vb, :now) returning id";
    find = select + one;
    find_any = select + " where id = :id";
    count = total + owned;
    count_named = total + named;
    list = select + owned + paged;
    list_named = select + named + paged;
    remove = "delete from " + table + one;
    older = "select account_id, id from " + table +
            " where created_at < :before order by created_at limit :limit";
  }
};

template <typename IdType>
const ImageSql& sql_for();

template <>
const ImageSql& sql_for<task::PersonImageId>() {
  static const ImageSql sql("person_images");
  return sql;
}

template <>
const ImageSql& sql_for<task::GarmentImageId>() {
  static const ImageSql sql("garment_images");
  return sql;
}

constexpr task::DeletedKind kind_of(task::PersonImageId) {
  return task::DeletedKind::kPersonImage;
}
constexpr task::DeletedKind kind_of(task::GarmentImageId) {
  return task::DeletedKind::kGarmentImage;
}

}  // namespace

template <typename IdType>
std::optional<task::Removal> remove_image(Connection& connection, task::AccountId account, IdType id,
                                          const task::DeletionOrder& order) {
  ImageRow row;
  if (!connection.query(sql_for<IdType>().find).with(account.value(), id.value()).one_row(row))
    return std::nullopt;
  task::Removal removal = end_dependants(connection, account, id, order);
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
    retain_blob(connection, {image.account, image.original.hash});
    retain_blob(connection, {image.account, image.view.hash});
    const NullableText name = image.name ? NullableText(*image.name) : NullableText();
    const PictureColumns original = PictureColumns::of(image.original);
    const PictureColumns view = PictureColumns::of(image.view);
    std::int64_t id = 0;
    connection.query(sql_for<IdType>().insert)
        .with(image.account.value(), name, original.hash, original.format, original.width, original.height,
              original.bytes, view.hash, view.format, view.width, view.height, view.bytes,
              to_column(image.created_at))
        .one(id);
    // Last: a row that is refused (its account has gone) leaves no file behind.
    if (Status published = publish(); !published) return fail(std::move(published.error()));
    DRAPE_CRASH_POINT("image_before_commit");
    return Image{IdType(id), image.account, image.name, image.original, image.view, image.created_at};
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
auto SqlImages<IdType>::list(task::AccountId account, const std::optional<std::string>& name,
                             const task::PageRequest& request) -> Result<task::Page<Image>> {
  return database_.read_snapshot([&](Connection& connection) -> Result<task::Page<Image>> {
    std::int64_t count = 0;
    if (name) {
      connection.query(sql_for<IdType>().count_named).with(account.value(), *name).one(count);
    } else {
      connection.query(sql_for<IdType>().count).with(account.value()).one(count);
    }
    Result<task::Page<Image>> page = settle_page<Image>(request, count);
    if (!page) return page;
    const auto collect = [&](const ImageRow& row) { page->items.push_back(image_of<IdType>(row)); };
    if (name) {
      connection.query(sql_for<IdType>().list_named)
          .with(account.value(), *name, page->size, offset_of(*page))
          .template each_row<ImageRow>(collect);
    } else {
      connection.query(sql_for<IdType>().list)
          .with(account.value(), page->size, offset_of(*page))
          .template each_row<ImageRow>(collect);
    }
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
