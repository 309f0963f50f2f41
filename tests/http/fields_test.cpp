#include "http/fields.h"

#include <gtest/gtest.h>

#include <array>

namespace drape::http {
namespace {

/// One body and what was found wrong in it.
struct Reading {
  explicit Reading(std::string_view json) : data(*parse_json(json, 64)) {}
  explicit Reading(Form form) : data(std::move(form)) {}
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;
  std::string problems() const { return to_text(errors.json()); }
  RequestData data;
  FieldErrors errors;
  FieldReader fields{data, errors};
};

Form form(std::initializer_list<std::pair<const char*, const char*>> entries) {
  Form result;
  for (const auto& [name, text] : entries) result.push_back({name, text, nullptr});
  return result;
}

TEST(FieldReader, wants_a_dictionary) {
  const auto problem = [](std::string_view json) {
    Reading reading(json);
    EXPECT_FALSE(reading.fields.is_dictionary());
    return reading.problems();
  };
  EXPECT_EQ(problem("null"), R"({"non_field_errors":["No data provided"]})");
  EXPECT_EQ(problem("1.5"),
            R"({"non_field_errors":["Invalid data. Expected a dictionary, but got float."]})");
  EXPECT_TRUE(Reading("{}").fields.is_dictionary());
}

std::string key_problem(std::string_view json) {
  Reading reading(json);
  EXPECT_FALSE(reading.fields.primary_key("k"));
  return reading.errors.json()["k"][0];
}

TEST(PrimaryKeyField, refuses_with_the_frameworks_words) {
  EXPECT_EQ(key_problem("{}"), "This field is required.");
  EXPECT_EQ(key_problem(R"({"k":null})"), "This field may not be null.");
  EXPECT_EQ(key_problem(R"({"k":""})"), "This field may not be null.");
  EXPECT_EQ(key_problem(R"({"k":"a"})"), "Incorrect type. Expected pk value, received str.");
  EXPECT_EQ(key_problem(R"({"k":true})"), "Incorrect type. Expected pk value, received bool.");
  EXPECT_EQ(key_problem(R"({"k":[1]})"), "Incorrect type. Expected pk value, received list.");
}

TEST(PrimaryKeyField, reads_numbers_in_any_form) {
  const auto key = [](std::string_view json) { return *Reading(json).fields.primary_key("k"); };
  EXPECT_EQ(key(R"({"k":7})").value, 7);
  EXPECT_EQ(key(R"({"k":" 7 "})").value, 7);
  EXPECT_EQ(key(R"({"k":7.9})").value, 7);
  EXPECT_EQ(does_not_exist(key(R"({"k":99999999999999999999})")),
            "Invalid pk \"99999999999999999999\" - object does not exist.");
  EXPECT_EQ(key(R"({"k":"99999999999999999999"})").value, 0);
}

TEST(PrimaryKeyList, keeps_good_items_beside_bad_ones) {
  Reading reading(R"({"k":[5,"q",null,"6"]})");
  const auto keys = reading.fields.primary_keys("k", 6);
  ASSERT_EQ(keys->size(), 2U);
  EXPECT_EQ((*keys)[1].first, 3U);
  EXPECT_EQ((*keys)[1].second.value, 6);
  EXPECT_EQ(
      reading.problems(),
      R"({"k":{"1":["Incorrect type. Expected pk value, received str."],"2":["This field may not be null."]}})");
}

TEST(PrimaryKeyList, an_absurd_list_is_not_looked_up) {
  std::string json = R"({"k":[1)";
  for (int i = 0; i < 1000; ++i) json += ",1";
  Reading reading(json + "]}");
  EXPECT_FALSE(reading.fields.primary_keys("k", 6));
  EXPECT_EQ(reading.problems(), R"({"k":["Ensure this field has no more than 6 elements."]})");
}

TEST(PrimaryKeyList, forms_repeat_or_number_the_name) {
  Reading repeated(form({{"k", "3"}, {"x", "9"}, {"k", "4"}}));
  EXPECT_EQ(repeated.fields.primary_keys("k", 6)->size(), 2U);
  Reading numbered(form({{"k[1]", "4"}, {"k[0]", "3"}, {"k[x]", "5"}}));
  const auto keys = numbered.fields.primary_keys("k", 6);
  ASSERT_EQ(keys->size(), 2U);
  EXPECT_EQ((*keys)[0].second.value, 3);
  Reading missing(form({}));
  EXPECT_FALSE(missing.fields.primary_keys("k", 6));
  EXPECT_EQ(missing.problems(), R"({"k":["This field is required."]})");
}

TEST(TextField, trims_and_measures_characters) {
  EXPECT_EQ(Reading(R"({"t":" a b "})").fields.text("t", 255), "a b");
  EXPECT_EQ(Reading(R"({"t":12})").fields.text("t", 255), "12");
  EXPECT_EQ(Reading(R"({"t":""})").fields.text("t", 255), "");
  EXPECT_FALSE(Reading(R"({"t":null})").fields.text("t", 255));
  Reading fits(R"({"t":"ééé"})");
  EXPECT_TRUE(fits.fields.text("t", 3));
  Reading long_text(R"({"t":"éééé"})");
  EXPECT_FALSE(long_text.fields.text("t", 3));
  EXPECT_EQ(long_text.problems(), R"({"t":["Ensure this field has no more than 3 characters."]})");
  Reading wrong(R"({"t":[]})");
  EXPECT_FALSE(wrong.fields.text("t", 3));
  EXPECT_EQ(wrong.problems(), R"({"t":["Not a valid string."]})");
  Reading null_character(R"({"t":"a\u0000b"})");
  EXPECT_FALSE(null_character.fields.text("t", 30));
  EXPECT_EQ(null_character.problems(), R"({"t":["Null characters are not allowed."]})");
}

TEST(FileField, tells_missing_from_wrong) {
  const auto problem = [](auto body) {
    Reading reading(std::move(body));
    EXPECT_FALSE(reading.fields.file("f"));
    return std::string(reading.errors.json()["f"][0]);
  };
  EXPECT_EQ(problem("{}"), "No file was submitted.");
  EXPECT_EQ(problem(R"({"f":null})"), "This field may not be null.");
  EXPECT_EQ(problem(R"({"f":"x"})"), text::kNotAFile);
  EXPECT_EQ(problem(form({})), "No file was submitted.");
  EXPECT_EQ(problem(form({{"f", ""}})), text::kNotAFile);
}

TEST(FileField, a_file_beats_a_text_and_the_last_file_counts) {
  Form both;
  both.push_back({"f", "", std::make_shared<ReceivedFile>(ReceivedFile{"1", std::nullopt})});
  both.push_back({"f", "", std::make_shared<ReceivedFile>(ReceivedFile{"2", std::nullopt})});
  both.push_back({"f", "text", nullptr});
  Reading reading(std::move(both));
  EXPECT_EQ(reading.fields.file("f")->name, "2");
}

constexpr std::array<std::string_view, 2> kColours = {"red", "blue"};

std::string choice_problem(std::string_view json) {
  Reading reading(json);
  EXPECT_FALSE(reading.fields.choice("k", kColours));
  return reading.errors.json()["k"][0];
}

TEST(ChoiceField, takes_a_listed_text_and_shows_any_other_as_python_does) {
  EXPECT_EQ(Reading(R"({"k":"blue"})").fields.choice("k", kColours), "blue");
  EXPECT_EQ(choice_problem(R"({"k":"Blue"})"), R"("Blue" is not a valid choice.)");
  EXPECT_EQ(choice_problem(R"({"k":""})"), R"("" is not a valid choice.)");
  EXPECT_EQ(choice_problem(R"({"k":7})"), R"("7" is not a valid choice.)");
  EXPECT_EQ(choice_problem(R"({"k":true})"), R"("True" is not a valid choice.)");
  EXPECT_EQ(choice_problem(R"({"k":["red",null]})"), R"("['red', None]" is not a valid choice.)");
  EXPECT_EQ(choice_problem(R"({"k":{"a":1.0}})"), R"("{'a': 1.0}" is not a valid choice.)");
  EXPECT_EQ(choice_problem(R"({"k":null})"), "This field may not be null.");
}

TEST(ChoiceField, may_be_left_out_and_is_by_an_empty_text_of_a_form) {
  Reading missing("{}");
  Reading empty(form({{"k", ""}}));
  EXPECT_FALSE(missing.fields.choice("k", kColours));
  EXPECT_FALSE(empty.fields.choice("k", kColours));
  EXPECT_TRUE(missing.errors.empty() && empty.errors.empty());
}

TEST(ChoicesField, are_one_for_all_or_one_for_each) {
  const auto one = Reading(R"({"k":"red"})").fields.choices("k", kColours);
  EXPECT_TRUE(one->for_all);
  EXPECT_EQ(one->values, std::vector<std::string>{"red"});
  const auto two = Reading(R"({"k":["red","blue"]})").fields.choices("k", kColours);
  EXPECT_FALSE(two->for_all);
  EXPECT_EQ(two->values, (std::vector<std::string>{"red", "blue"}));
  EXPECT_FALSE(Reading(R"({"k":["red"]})").fields.choices("k", kColours)->for_all);
  EXPECT_TRUE(Reading(form({{"k", "red"}})).fields.choices("k", kColours)->for_all);
  EXPECT_TRUE(Reading(form({{"k[0]", "red"}})).fields.choices("k", kColours)->for_all);
  EXPECT_FALSE(Reading(form({{"k", ""}})).fields.choices("k", kColours));
  EXPECT_EQ(Reading(form({{"k", "red"}, {"k", "blue"}})).fields.choices("k", kColours)->values.size(), 2U);
}

TEST(ChoicesField, name_each_wrong_item_by_its_place) {
  Reading reading(R"({"k":["red","x",null]})");
  EXPECT_FALSE(reading.fields.choices("k", kColours));
  EXPECT_EQ(reading.problems(),
            R"({"k":{"1":["\"x\" is not a valid choice."],"2":["This field may not be null."]}})");
}

TEST(IntegerField, reads_what_the_framework_reads) {
  constexpr FieldReader::IntegerRange kRange{1, 4, false};
  const auto read = [&](std::string_view json) { return Reading(json).fields.integer("k", kRange); };
  EXPECT_EQ(read(R"({"k":4})"), 4);
  EXPECT_EQ(read(R"({"k":" 3 "})"), 3);
  EXPECT_EQ(read(R"({"k":2.0})"), 2);
  EXPECT_EQ(read(R"({"k":"2.00"})"), 2);
  EXPECT_FALSE(read("{}"));
}

TEST(IntegerField, refuses_with_the_frameworks_words) {
  const auto problem = [](std::string_view json) -> std::string {
    Reading reading(json);
    EXPECT_FALSE(reading.fields.integer("k", {1, 4, false}));
    return reading.errors.json()["k"][0];
  };
  EXPECT_EQ(problem(R"({"k":0})"), "Ensure this value is greater than or equal to 1.");
  EXPECT_EQ(problem(R"({"k":5})"), "Ensure this value is less than or equal to 4.");
  EXPECT_EQ(problem(R"({"k":99999999999999999999})"), "Ensure this value is less than or equal to 4.");
  EXPECT_EQ(problem(R"({"k":-99999999999999999999})"), "Ensure this value is greater than or equal to 1.");
  for (const std::string_view json :
       {R"({"k":1.5})", R"({"k":"a"})", R"({"k":""})", R"({"k":true})", R"({"k":[1]})", R"({"k":".0"})"}) {
    EXPECT_EQ(problem(json), "A valid integer is required.") << json;
  }
  EXPECT_EQ(problem(R"({"k":null})"), "This field may not be null.");
  Reading allowed(R"({"k":null})");
  EXPECT_FALSE(allowed.fields.integer("k", {1, 4, true}));
  EXPECT_TRUE(allowed.errors.empty());
}

TEST(BooleanField, knows_the_frameworks_words_for_yes_and_no) {
  const auto read = [](std::string_view json) { return Reading(json).fields.boolean("k"); };
  for (const std::string_view json : {R"({"k":true})", R"({"k":"yes"})", R"({"k":1})", R"({"k":"on"})"}) {
    EXPECT_EQ(read(json), true) << json;
  }
  for (const std::string_view json : {R"({"k":false})", R"({"k":"OFF"})", R"({"k":0})"}) {
    EXPECT_EQ(read(json), false) << json;
  }
  Reading wrong(R"({"k":"maybe"})");
  EXPECT_FALSE(wrong.fields.boolean("k"));
  EXPECT_EQ(wrong.problems(), R"({"k":["Must be a valid boolean."]})");
}

}  // namespace
}  // namespace drape::http
