#include "cli/reference.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <map>

#include "cli/completion.h"
#include "cli/man_page.h"
#include "cli/setting.h"
#include "cli/settings_page.h"

namespace drape::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// A small program with one of each kind of option.
class Reference : public testing::Test {
 protected:
  Reference() {
    CLI::App& serve = *app_.add_subcommand("serve", "Run it");
    add_setting(serve, "--threads", threads_, "Threads | of it")->check(CLI::Range(1, 256))->group("Work");
    add_setting(serve, "--bytes", bytes_, "Size")
        ->type_name("BYTES")
        ->check(CLI::PositiveNumber)
        ->group("Work");
    add_setting(serve, "--origins", origins_, "Who may")->group("Network");
    add_switch(serve, "--trust", trust_, "Believe it")->group("Network");
    const std::map<std::string, int> levels{{"low", 0}, {"middle", 1}, {"high", 2}};
    serve.add_option("--level", level_, "How much")
        ->transform(CLI::CheckedTransformer(levels).description("low, middle or high"));
    CLI::App& keys = *app_.add_subcommand("keys", "Keys");
    CLI::App& create = *keys.add_subcommand("create", "Make one");
    create.add_option("name", name_, "Whose")->required();
    create.add_option("--scope", scope_, "What for")->check(CLI::IsMember({"read", "write"}));
    app_.add_subcommand("secret", "Not for everybody")->group("");
  }

  const OptionReference& option(const std::string& flag) {
    for (const OptionReference& found : serve_.options) {
      if (found.flag == flag) return found;
    }
    throw std::out_of_range(flag);
  }

  CLI::App app_{"A program.", "drape"};
  int threads_ = 4;
  std::uint64_t bytes_ = 100;
  std::vector<std::string> origins_{"*"};
  bool trust_ = false;
  int level_ = 0;
  std::string name_;
  std::string scope_;
  CommandReference program_;
  CommandReference serve_;

  void SetUp() override {
    program_ = describe(app_);
    serve_ = program_.commands.at(0);
  }
};

TEST_F(Reference, tells_all_that_is_defined_of_a_setting) {
  const OptionReference& threads = option("--threads");
  EXPECT_EQ(threads.environment, "DRAPE_THREADS");
  EXPECT_EQ(threads.value, "INT");
  EXPECT_EQ(threads.range, "1 to 256");
  EXPECT_EQ(threads.preset, "4");
  EXPECT_EQ(threads.group, "Work");
  EXPECT_EQ(option("--bytes").value, "BYTES");
  EXPECT_EQ(option("--bytes").range, "more than 0");
  EXPECT_EQ(option("--origins").preset, "*");
  EXPECT_TRUE(option("--trust").is_switch());
}

TEST_F(Reference, knows_the_words_that_can_be_chosen) {
  EXPECT_THAT(option("--level").choices, ElementsAre("low", "middle", "high"));
  EXPECT_EQ(option("--level").range, "low, middle or high");
  EXPECT_THAT(program_.commands.at(1).commands.at(0).options.back().choices, ElementsAre("read", "write"));
}

TEST_F(Reference, leaves_out_what_is_hidden_and_help) {
  EXPECT_EQ(program_.commands.size(), 2U);
  EXPECT_TRUE(program_.options.empty());
}

TEST_F(Reference, settings_page_has_a_row_for_each_setting) {
  const std::string page = settings_page(serve_);
  EXPECT_THAT(page, HasSubstr("## Work\n"));
  EXPECT_THAT(page, HasSubstr("| `--threads`<br>`DRAPE_THREADS`<br>`threads` | `4` | number | 1 to 256 | "
                              "Threads \\| of it |\n"));
  EXPECT_THAT(page, HasSubstr("| `100` | bytes | more than 0 | Size |\n"));
  EXPECT_THAT(page, HasSubstr("| `false` | switch | true or false | Believe it |\n"));
}

TEST_F(Reference, manual_page_names_commands_with_their_arguments) {
  const std::string page = man_page(program_, "1.2.3");
  EXPECT_THAT(page, HasSubstr(".SS drape keys create NAME\nMake one.\n"));
  EXPECT_THAT(
      page,
      HasSubstr(
          ".BI \\-\\-bytes \" BYTES\"\nSize. Values: more than 0. Default: 100. Variable: DRAPE_BYTES.\n"));
  EXPECT_THAT(page, Not(HasSubstr("Not for everybody")));
}

TEST_F(Reference, fish_completes_a_command_below_another) {
  EXPECT_THAT(
      fish_completion(program_),
      HasSubstr("complete -c drape -n '__fish_seen_subcommand_from keys; and __fish_seen_subcommand_from "
                "create' -l scope -r -f -a 'read write' -d 'What for'\n"));
}

}  // namespace
}  // namespace drape::cli
