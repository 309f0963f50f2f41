#include "store/sql/columns.h"
#include "store/sql/sql_records.h"

namespace drape::store::sql {
namespace {

struct ValidationRow {
  std::int64_t is_valid = 0;
  std::string supported_categories;
  std::int64_t created_at = 0;
  auto columns() { return std::tie(is_valid, supported_categories, created_at); }
};

struct IssueRow {
  std::string code;
  std::string severity;
  std::string message;
  auto columns() { return std::tie(code, severity, message); }
};

void insert_issues(Connection& connection, const task::PersonValidation& validation) {
  std::int64_t position = 0;
  for (const task::ValidationIssue& issue : validation.issues) {
    connection
        .query(
            "insert into validation_issues (person_image_id, position, code, severity, message) "
            "values (:id, :position, :code, :severity, :message)")
        .with(validation.person_image.value(), position++, issue.code, std::string(to_string(issue.severity)),
              issue.message)
        .run();
  }
}

}  // namespace

Status SqlFindings::put_validation(task::AccountId account, const task::PersonValidation& validation) {
  return database_.write([&](Connection& connection) -> Status {
    const std::int64_t id = validation.person_image.value();
    std::int64_t found = 0;
    connection.query("select count(*) from person_images where account_id = :account and id = :id")
        .with(account.value(), id)
        .one(found);
    if (found == 0) return fail({ErrorKind::kNotFound, "image_not_found", {"Not found."}, {}});
    connection.query("delete from validations where person_image_id = :id").with(id).run();
    connection
        .query(
            "insert into validations (person_image_id, is_valid, supported_categories, created_at) "
            "values (:id, :is_valid, :categories, :now)")
        .with(id, validation.is_valid ? 1 : 0, join_words(validation.supported_categories),
              to_column(validation.created_at))
        .run();
    insert_issues(connection, validation);
    return {};
  });
}

Result<std::optional<task::PersonValidation>> SqlFindings::find_validation(task::AccountId account,
                                                                           task::PersonImageId person_image) {
  return database_.read_snapshot(
      [&](Connection& connection) -> Result<std::optional<task::PersonValidation>> {
        ValidationRow row;
        const bool found =
            connection
                .query(
                    "select v.is_valid, v.supported_categories, v.created_at from validations v "
                    "join person_images p on p.id = v.person_image_id "
                    "where p.account_id = :account and p.id = :id")
                .with(account.value(), person_image.value())
                .one_row(row);
        if (!found) return std::nullopt;
        task::PersonValidation validation{person_image,
                                          row.is_valid != 0,
                                          {},
                                          split_words(row.supported_categories),
                                          timestamp_from(row.created_at)};
        connection
            .query(
                "select code, severity, message from validation_issues where person_image_id = :id "
                "order by position")
            .with(person_image.value())
            .each_row<IssueRow>([&](const IssueRow& issue) {
              validation.issues.push_back(
                  {issue.code, required(task::severity_from(issue.severity), "severity"), issue.message});
            });
        return validation;
      });
}

}  // namespace drape::store::sql
