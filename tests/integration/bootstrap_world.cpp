// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap_world.h"

#include "base/strings.h"

namespace crossyard::test {

void unpackPackage(const std::string &name, const fs::path &directory)
{
    const auto text = readFile(dataDir() / "bootstrap" / (name + ".txt"));
    ASSERT_OK(text);
    fs::path file;
    std::string content;
    const auto finish = [&] {
        if (file.empty())
            return;
        ASSERT_OK(createDirectories((directory / file).parent_path()));
        ASSERT_OK(writeFile(directory / file, content));
    };
    for (const auto &line : split(*text, '\n')) {
        if (line.starts_with("--- ")) {
            finish();
            file = fromUtf8(line.substr(4));
            content.clear();
        } else if (!file.empty()) {
            content += line + "\n";
        }
    }
    finish();
}

process::Finished cargoRun(const std::vector<std::string> &words, const fs::path &directory, bool unstable)
{
    const auto &toolchain = realToolchain();
    const TempDir home;
    std::map<std::string, std::optional<std::string>> environment{
        {"RUSTC", toUtf8(toolchain.rustc)}, {"CARGO_HOME", toUtf8(home.path())}, {"RUSTFLAGS", std::nullopt}};
    environment["RUSTC_BOOTSTRAP"] = unstable ? std::optional<std::string>("1") : std::nullopt;
    const auto run = process::run(
        {.program = toolchain.cargo, .arguments = words, .directory = directory, .environment = environment});
    if (!run) {
        ADD_FAILURE() << describe(run.error());
        return {};
    }
    return *run;
}

process::Finished bootstrapRun(std::vector<std::string> words, const fs::path &store, const fs::path &directory,
                               std::map<std::string, std::optional<std::string>> environment)
{
    words.insert(words.begin(), {"bootstrap", "--toolchain", toUtf8(realToolchain().rustc)});
    environment["RUSTFLAGS"] = std::nullopt;
    return crossyardRun(words, store, directory, std::move(environment));
}

} // namespace crossyard::test
