// SPDX-License-Identifier: MIT OR Apache-2.0
// What is known about cargo's subcommands and options; the rules of invocation.h as tables.
#pragma once

#include "cargo/invocation.h"

#include <string_view>

namespace crossyard::cargo {

struct SubcommandFacts {
    std::string name; // in full, where a short name was given
    CargoInvocation::Kind kind = CargoInvocation::Kind::External;
    SysrootUse sysroot = SysrootUse::Never;
    bool checkOnly = false;
    bool isDoc = false;
    bool isTest = false;
    bool runsProgram = false;
    /// From the first word that is no option on, everything is for the program (run, rustc, rustdoc).
    bool plainWordEndsOptions = false;
};
/// By the full name, the short name, or the name of an external command or a single-file package.
SubcommandFacts subcommandFacts(const std::string &word);
/// True for the commands that have a short name: a user may give that one another meaning.
bool hasShortName(std::string_view subcommand);

/// `subcommand` is empty for the options in front of it.
bool longOptionTakesValue(std::string_view subcommand, std::string_view name);

struct ShortOption {
    std::string_view name; // the long name; empty for those that make no difference here
    bool takesValue = false;
};
ShortOption shortOption(std::string_view subcommand, char letter);

/// True for options that make a command that compiles one that does not.
bool optionMeansNoCompiling(std::string_view subcommand, std::string_view name);

} // namespace crossyard::cargo
