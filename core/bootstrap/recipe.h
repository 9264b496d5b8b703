// SPDX-License-Identifier: MIT OR Apache-2.0
// A plan as steps that a POSIX shell can take: each unit's command and environment as text, with variables where the
// directories of this machine stand. What build scripts say is not known here; the functions of recipeFunctions() put
// it where it belongs when the recipe is carried out.
#pragma once

#include "bootstrap/bootstrap_plan.h"

namespace crossyard::bootstrap {

/// A variable of the recipe: the user can set it, or the value here counts.
struct RecipeVariable {
    std::string name; // "SRC"
    std::string value;
    std::string what; // what it is, for a comment
};

struct RecipeStep {
    std::string title;
    std::vector<std::string> words; // of a call of one of the functions, quoted for a shell
    std::vector<std::string> makes; // files below OUT, as they are
    std::vector<std::size_t> needs; // steps before it
};

struct Recipe {
    std::string heading; // what it builds
    std::vector<RecipeVariable> variables;
    std::vector<std::string> unset;        // environment variables that must not be set
    std::string libraryPath;               // which variable names the directories of shared libraries
    std::vector<RecipeStep> steps;         // each after all that it needs; the last ones copy the results
    std::size_t units = 0;                 // so many of them are units
    std::vector<std::string> results = {}; // below OUT
};

/// Pure: nothing is run, and no file is looked at. The plan has its keys.
Recipe makeRecipe(const BootstrapPlan &plan);

/// The functions that the steps call, in POSIX sh; comments say what they take.
const char *recipeFunctions();
/// The variables of the recipe, set and made absolute, in POSIX sh.
std::string recipeVariables(const Recipe &recipe, const std::string &out);

} // namespace crossyard::bootstrap
