// SPDX-License-Identifier: MIT OR Apache-2.0
// The commands that are run, with their environment, against those that `cargo build -vv` shows: equal but for where
// things lie, for hashes, and for what tells rustc how to speak.
#include "base/strings.h"
#include "bootstrap_world.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <format>
#include <map>
#include <regex>
#include <set>

namespace crossyard {
namespace {

using Words = std::vector<std::string>;

// The words of a line as a POSIX shell sees them.
Words shellWords(std::string_view line)
{
    Words words;
    std::string word;
    bool inside = false;
    bool any = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '\'') {
            inside = !inside;
            any = true;
        } else if (c == '\\' && !inside && i + 1 < line.size()) {
            word += line[++i];
        } else if (c == ' ' && !inside) {
            if (any || !word.empty())
                words.push_back(std::exchange(word, {}));
            any = false;
        } else {
            word += c;
        }
    }
    if (any || !word.empty())
        words.push_back(word);
    return words;
}

struct Shown {
    std::map<std::string, std::string> environment;
    Words arguments; // without the program
    bool isRustc = false;
};

Shown parse(std::string_view line)
{
    Shown shown;
    auto words = shellWords(line);
    std::size_t at = 0;
    if (words.size() > 3 && words[0] == "cd")
        at = 3;
    if (at < words.size() && words[at] == "env")
        ++at;
    for (; at < words.size(); ++at) {
        if (words[at] == "-u") {
            ++at;
            continue;
        }
        const auto equals = words[at].find('=');
        if (equals == std::string::npos || words[at].front() == '/')
            break;
        shown.environment[words[at].substr(0, equals)] = words[at].substr(equals + 1);
    }
    if (at < words.size()) {
        shown.isRustc = words[at].ends_with("rustc");
        // Scripts have no arguments; cargo shows a script's path without quotes.
        if (shown.isRustc)
            shown.arguments.assign(words.begin() + static_cast<std::ptrdiff_t>(at) + 1, words.end());
    }
    return shown;
}

// Only that they are there is compared: they name places, or say how the builder itself is run.
const std::set<std::string> placeVariables{"OUT_DIR", "LD_LIBRARY_PATH", "CARGO", "RUSTC", "RUSTDOC", "NUM_JOBS"};

std::string withoutPlaces(std::string text)
{
    // A script's directory, and the hash in a file's name, which cargo leaves out of some.
    static const std::regex out("/[^=]*/out(?=$|/)");
    static const std::regex file("[^=]*/([^/=]+?)(?:-[0-9a-f]{16})?\\.(rmeta|rlib|so)$");
    text = std::regex_replace(text, out, "OUT");
    std::erase(text, '\x1f'); // which cargo does not show
    return std::regex_replace(text, file, "$1");
}

Words compared(const Shown &shown)
{
    Words lines;
    std::string flags;
    for (std::size_t i = 0; i < shown.arguments.size(); ++i) {
        std::string word = shown.arguments[i];
        if (word == "-C" || word == "-L" || word == "--out-dir" || word == "--extern" || word == "--cap-lints")
            word += " " + shown.arguments[++i];
        if (word.starts_with("-C metadata=") || word.starts_with("-C extra-filename=") ||
            word.starts_with("-C incremental=") || word.starts_with("--remap-path-prefix="))
            continue;
        if (word.starts_with("--out-dir ") || word.starts_with("-L dependency="))
            word = word.substr(0, word.find_first_of(" =") + 3);
        if (word == "--cap-lints warn")
            word = "--cap-lints allow"; // -vv makes it so
        flags += withoutPlaces(word) + "\n";
    }
    for (const auto &line : split(flags, '\n'))
        lines.push_back(line);
    for (const auto &[name, value] : shown.environment) {
        if (name != "CARGO_MAKEFLAGS" && name != "RUSTC_ICE") // the compiler's reports of its own crashes
            lines.push_back(name + (placeVariables.contains(name) ? "" : "=" + withoutPlaces(value)));
    }
    return lines;
}

// What tells a command from the others of its build.
std::string nameOf(const Shown &shown)
{
    const auto of = [&](const char *name) {
        const auto it = shown.environment.find(name);
        return it == shown.environment.end() ? std::string() : it->second;
    };
    std::string name = std::format("{} {}", of("CARGO_PKG_NAME"), of("CARGO_PKG_VERSION"));
    if (!shown.isRustc)
        return std::format("{} (script for {}, {})", name, of("TARGET"), of("CARGO_CFG_FEATURE"));
    for (std::size_t i = 0; i + 1 < shown.arguments.size(); ++i) {
        const auto &word = shown.arguments[i];
        const auto &next = shown.arguments[i + 1];
        if (word == "--crate-name" || word == "--crate-type" || word == "--target" || word == "--cfg" ||
            (word == "-C" && next.starts_with("opt-level")))
            name += " " + next;
    }
    return name;
}

using Commands = std::multimap<std::string, Words>;

// Scripts count once: ours run a second time where they name variables that are set, so that what they say is kept for
// these.
void add(Commands &commands, const Shown &shown)
{
    std::pair command(nameOf(shown), compared(shown));
    if (shown.isRustc || !std::ranges::contains(commands, command.second, &Commands::value_type::second))
        commands.insert(std::move(command));
}

Commands cargoCommands(const std::string &said)
{
    Commands commands;
    constexpr std::string_view opening = "Running `";
    for (auto at = said.find(opening); at != std::string::npos; at = said.find(opening, at)) {
        // A package's description may have line breaks, and may end a line like a command. What comes after a command
        // is another message, of which none begins with a letter but "warning".
        at += opening.size();
        auto end = said.find("`\n", at);
        while (end != std::string::npos && end + 2 < said.size() && !std::string_view(" [w").contains(said[end + 2]))
            end = said.find("`\n", end + 1);
        if (end == std::string::npos)
            break;
        const auto shown = parse(std::string_view(said).substr(at, end - at));
        add(commands, shown);
        at = end;
    }
    return commands;
}

Commands ourCommands(const std::string &events)
{
    Commands commands;
    for (const auto &line : split(events, '\n')) {
        const auto json = nlohmann::json::parse(line, nullptr, false);
        if (!json.is_object() || json.value("event", "") != "command")
            continue;
        const auto shown = parse(json["text"].get<std::string>());
        add(commands, shown);
    }
    return commands;
}

std::vector<std::string> differences(const Commands &ours, const Commands &cargos)
{
    std::vector<std::string> out;
    for (const auto &[name, lines] : cargos) {
        if (ours.count(name) != cargos.count(name)) {
            out.push_back(
                std::format("{} times here, {} times in cargo: {}", ours.count(name), cargos.count(name), name));
            continue;
        }
        const auto &mine = ours.find(name)->second;
        for (const auto &line : lines) {
            if (!std::ranges::contains(mine, line))
                out.push_back(std::format("cargo alone: {}: {}", name, line));
        }
        for (const auto &line : mine) {
            if (!std::ranges::contains(lines, line))
                out.push_back(std::format("ours alone: {}: {}", name, line));
        }
        if (out.empty() && mine != lines)
            out.push_back(
                std::format("{}: another order:\n{}\ncargo has\n{}", name, join(mine, " "), join(lines, " ")));
    }
    for (const auto &[name, lines] : ours) {
        if (!cargos.contains(name))
            out.push_back("ours alone has " + name);
    }
    return out;
}

struct Asked {
    const char *package;
    Words words = {};
};

void PrintTo(const Asked &asked, std::ostream *out)
{
    *out << asked.package << ' ' << join(asked.words, " ");
}

class BootstrapCommands : public testing::TestWithParam<Asked> {};

TEST_P(BootstrapCommands, areCargos)
{
    const Asked &asked = GetParam();
    ASSERT_FALSE(test::realToolchain().rustc.empty());
    const test::TempDir project;
    const test::TempDir store;
    test::unpackPackage(asked.package, project.path());
    Words words{"build", "-vv", "--offline"};
    if (!std::ranges::contains(asked.words, "--profile"))
        words.push_back("--release");
    words.insert(words.end(), asked.words.begin(), asked.words.end());
    const auto cargo = test::cargoRun(words, project.path(), false);
    ASSERT_EQ(cargo.exitCode, 0) << cargo.errors;
    Words mine = asked.words;
    mine.push_back("--json");
    const auto ours = test::bootstrapRun(mine, store.path(), project.path());
    ASSERT_EQ(ours.exitCode, 0) << ours.output << ours.errors;
    const auto cargos = cargoCommands(cargo.errors);
    EXPECT_GE(cargos.size(), 2U);
    EXPECT_EQ(join(differences(ourCommands(ours.output), cargos), "\n"), "");
}

std::vector<Asked> allAsked()
{
    std::vector<Asked> all;
    for (const char *package : {"bins", "shared", "macros", "macro_root", "links", "script_links", "links_override",
                                "renamed", "platforms", "profiles", "types", "members"})
        all.push_back({package});
    all.push_back({"shared", {"--profile", "dev"}});
    all.push_back({"links", {"--target", "x86_64-unknown-linux-gnu"}});
    all.push_back({"profiles", {"--profile", "small"}});
    all.push_back({"profiles", {"--profile", "off", "--target", "x86_64-unknown-linux-gnu"}});
    return all;
}

// What both have said while they built a large project (bootstrap_cargo.sh).
TEST(BootstrapCommandsOfProject, areCargos)
{
    const auto named = environmentNotEmpty("CROSSYARD_ORACLE_COMMANDS");
    if (!named)
        GTEST_SKIP() << "CROSSYARD_ORACLE_COMMANDS names no directory with `cargo` (what cargo build -vv says) and "
                        "`ours` (crossyard bootstrap --json)";
    const auto cargo = readFile(fromUtf8(*named) / "cargo");
    const auto ours = readFile(fromUtf8(*named) / "ours");
    ASSERT_OK(cargo);
    ASSERT_OK(ours);
    const auto cargos = cargoCommands(*cargo);
    EXPECT_GE(cargos.size(), 50U);
    std::printf("%zu commands\n", cargos.size());
    EXPECT_EQ(join(differences(ourCommands(*ours), cargos), "\n"), "");
}

INSTANTIATE_TEST_SUITE_P(Packages, BootstrapCommands, testing::ValuesIn(allAsked()));

} // namespace
} // namespace crossyard
