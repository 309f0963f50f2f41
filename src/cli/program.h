#pragma once

namespace drape::cli {

// Exit codes of the program.
inline constexpr int kExitOk = 0;
inline constexpr int kExitFailed = 1;  ///< The command was understood, but could not do what was asked.
inline constexpr int kExitUsage =
    2;  ///< The command line, an environment variable or the settings file is wrong.

/// Parses the command line, runs the command, returns the process's exit code.
int run_program(int argc, char** argv);

}  // namespace drape::cli
