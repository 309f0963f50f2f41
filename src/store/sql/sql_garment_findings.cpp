#include "store/sql/columns.h"
#include "store/sql/sql_records.h"

namespace drape::store::sql {
namespace {

struct CategoryRow {
  NullableText engine;
  NullableText category;
  NullableText refusal_code;
  NullableText refusal_message;
  auto columns() { return std::tie(engine, category, refusal_code, refusal_message); }
};

struct ValidationRow {
  std::int64_t is_valid = 0;
  NullableText category;
  NullableInt on_model;
  double category_confidence = 0;
  double cutout_quality = 0;
  std::string engine_version;
  std::int64_t created_at = 0;
  auto columns() {
    return std::tie(is_valid, category, on_model, category_confidence, cutout_quality, engine_version,
                    created_at);
  }
};

struct IssueRow {
  std::string code;
  std::string severity;
  std::string message;
  auto columns() { return std::tie(code, severity, message); }
};

NullableText column_of(const std::optional<task::GarmentCategory>& category) {
  return category ? NullableText(std::string(to_string(*category))) : NullableText();
}

std::optional<task::GarmentCategory> category_of(const NullableText& column) {
  const std::optional<std::string> text = column.get();
  if (!text) return std::nullopt;
  return required(task::garment_category_from(*text), "category");
}

/// Does nothing when the photo has gone.
void write_finding(Connection& connection, std::int64_t image,
                   const FindingRecords::GarmentFinding& finding) {
  const NullableText category = column_of(finding.category);
  const NullableText code = finding.refusal ? NullableText(finding.refusal->code) : NullableText();
  const NullableText message = finding.refusal ? NullableText(finding.refusal->message) : NullableText();
  connection
      .query(
          "update garment_images set category_engine = :engine, category = :category, "
          "refusal_code = :code, refusal_message = :message where id = :id")
      .with(finding.engine_version, category, code, message, image)
      .run();
}

/// What the validation says of the garment, in short.
FindingRecords::GarmentFinding finding_of(const task::GarmentValidation& validation) {
  FindingRecords::GarmentFinding finding{validation.engine_version, validation.category};
  for (const task::ValidationIssue& issue : validation.issues) {
    if (!finding.refusal && issue.severity == task::Severity::kError) finding.refusal = issue;
  }
  return finding;
}

void insert_validation(Connection& connection, const task::GarmentValidation& validation) {
  const std::int64_t id = validation.garment_image.value();
  const NullableText category = column_of(validation.category);
  const NullableInt on_model =
      validation.on_model ? NullableInt(*validation.on_model ? 1 : 0) : NullableInt();
  connection
      .query(
          "insert into garment_validations (garment_image_id, is_valid, category, on_model, "
          "category_confidence, cutout_quality, engine_version, created_at) "
          "values (:id, :is_valid, :category, :on_model, :confidence, :quality, :engine, :now)")
      .with(id, validation.is_valid ? 1 : 0, category, on_model, validation.category_confidence,
            validation.cutout_quality, validation.engine_version, to_column(validation.created_at))
      .run();
  std::int64_t position = 0;
  for (const task::ValidationIssue& issue : validation.issues) {
    connection
        .query(
            "insert into garment_validation_issues (garment_image_id, position, code, severity, message) "
            "values (:id, :position, :code, :severity, :message)")
        .with(id, position++, issue.code, std::string(to_string(issue.severity)), issue.message)
        .run();
  }
}

}  // namespace

Status SqlFindings::put_category(task::GarmentImageId garment_image, const GarmentFinding& finding) {
  return database_.write([&](Connection& connection) -> Status {
    write_finding(connection, garment_image.value(), finding);
    return {};
  });
}

Result<std::optional<FindingRecords::GarmentFinding>> SqlFindings::find_category(
    task::AccountId account, task::GarmentImageId garment_image) {
  return database_.read([&](Connection& connection) -> Result<std::optional<GarmentFinding>> {
    CategoryRow row;
    const bool found = connection
                           .query(
                               "select category_engine, category, refusal_code, refusal_message "
                               "from garment_images where account_id = :account and id = :id")
                           .with(account.value(), garment_image.value())
                           .one_row(row);
    if (!found || !row.engine.get()) return std::nullopt;
    GarmentFinding finding{*row.engine.get(), category_of(row.category)};
    if (const auto code = row.refusal_code.get()) {
      finding.refusal = {*code, task::Severity::kError, row.refusal_message.get().value_or("")};
    }
    return finding;
  });
}

Status SqlFindings::put_garment_validation(task::AccountId account,
                                           const task::GarmentValidation& validation) {
  return database_.write([&](Connection& connection) -> Status {
    const std::int64_t id = validation.garment_image.value();
    std::int64_t found = 0;
    connection.query("select count(*) from garment_images where account_id = :account and id = :id")
        .with(account.value(), id)
        .one(found);
    if (found == 0) return fail({ErrorKind::kNotFound, "image_not_found", {"Not found."}, {}});
    connection.query("delete from garment_validations where garment_image_id = :id").with(id).run();
    insert_validation(connection, validation);
    write_finding(connection, id, finding_of(validation));
    return {};
  });
}

Result<std::optional<task::GarmentValidation>> SqlFindings::find_garment_validation(
    task::AccountId account, task::GarmentImageId garment_image) {
  return database_.read_snapshot(
      [&](Connection& connection) -> Result<std::optional<task::GarmentValidation>> {
        ValidationRow row;
        const bool found =
            connection
                .query(
                    "select v.is_valid, v.category, v.on_model, v.category_confidence, v.cutout_quality, "
                    "v.engine_version, v.created_at from garment_validations v "
                    "join garment_images g on g.id = v.garment_image_id "
                    "where g.account_id = :account and g.id = :id")
                .with(account.value(), garment_image.value())
                .one_row(row);
        if (!found) return std::nullopt;
        const std::optional<std::int64_t> on_model = row.on_model.get();
        task::GarmentValidation validation{garment_image,
                                           row.is_valid != 0,
                                           category_of(row.category),
                                           on_model ? std::optional(*on_model != 0) : std::nullopt,
                                           row.category_confidence,
                                           row.cutout_quality,
                                           {},
                                           row.engine_version,
                                           timestamp_from(row.created_at)};
        connection
            .query(
                "select code, severity, message from garment_validation_issues "
                "where garment_image_id = :id order by position")
            .with(garment_image.value())
            .each_row<IssueRow>([&](const IssueRow& issue) {
              validation.issues.push_back(
                  {issue.code, required(task::severity_from(issue.severity), "severity"), issue.message});
            });
        return validation;
      });
}

}  // namespace drape::store::sql
