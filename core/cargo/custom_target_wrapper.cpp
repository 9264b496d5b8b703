// SPDX-License-Identifier: MIT OR Apache-2.0
#include "cargo/custom_target_wrapper.h"

#include "base/strings.h"

#include <algorithm>

namespace crossyard::cargo {

namespace {

} // namespace

void wrapCompiler(process::Command &cargo, const fs::path &wrapper, const std::vector<std::string> &targets)
{
    cargo.environment[customTargetsVariable] = join(targets, "\x1f");
    if (const auto next = environmentNotEmpty("RUSTC_WRAPPER"))
        cargo.environment[nextWrapperVariable] = *next;
    cargo.environment["RUSTC_WRAPPER"] = toUtf8(wrapper);
}

std::optional<process::Command> wrappedCompiler(const std::vector<std::string> &words)
{
    const auto targets = environmentNotEmpty(customTargetsVariable);
    // Cargo names the compiler by its path; programs that a build runs inherit the variable, but not these words.
    if (!targets || words.empty() || !fromUtf8(words.front()).has_parent_path())
        return std::nullopt;
    const auto names = split(*targets, '\x1f');
    bool custom = false;
    for (std::size_t i = 1; i < words.size(); ++i) {
        const std::string_view word = words[i];
        const bool next = word == "--target" && i + 1 < words.size();
        const std::string name = next ? words[i + 1] : word.starts_with("--target=") ? std::string(word.substr(9)) : "";
        custom |= std::ranges::contains(names, name);
    }
    process::Command command{.program = fromUtf8(words.front()), .arguments = {words.begin() + 1, words.end()}};
    if (custom) {
        command.arguments.insert(command.arguments.end(), {"-Zunstable-options", "-Zallow-features="});
        command.environment["RUSTC_BOOTSTRAP"] = "1";
    }
    if (const auto next = environmentNotEmpty(nextWrapperVariable)) {
        command.arguments.insert(command.arguments.begin(), words.front());
        command.program = fromUtf8(*next);
    }
    return command;
}

} // namespace crossyard::cargo
