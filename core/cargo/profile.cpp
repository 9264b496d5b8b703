// SPDX-License-Identifier: MIT OR Apache-2.0
#include "cargo/profile.h"

#include <algorithm>
#include <format>
#include <ranges>
#include <set>
#include <tuple>

namespace crossyard::cargo {

namespace {

std::optional<std::string> debugValue(const toml::node &node)
{
    if (const auto on = node.value_exact<bool>())
        return *on ? "2" : "0";
    if (const auto number = node.value_exact<std::int64_t>())
        return *number >= 0 && *number <= 2 ? std::optional(std::to_string(*number)) : std::nullopt;
    const auto word = node.value_exact<std::string>().value_or("");
    if (word == "0" || word == "none" || word == "false")
        return "0";
    if (word == "1" || word == "limited")
        return "1";
    if (word == "2" || word == "full" || word == "true")
        return "2";
    if (word == "line-tables-only" || word == "line-directives-only")
        return word;
    return std::nullopt;
}

std::optional<std::string> optValue(const toml::node &node)
{
    std::string text;
    if (const auto number = node.value_exact<std::int64_t>())
        text = std::to_string(*number);
    else
        text = node.value_exact<std::string>().value_or("");
    static const std::set<std::string> known{"0", "1", "2", "3", "s", "z"};
    return known.contains(text) ? std::optional(text) : std::nullopt;
}

std::optional<std::string> ltoValue(const toml::node &node)
{
    if (const auto on = node.value_exact<bool>())
        return *on ? "true" : "false";
    const auto word = node.value_exact<std::string>().value_or("");
    if (word == "off" || word == "n" || word == "no")
        return "off";
    static const std::set<std::string> known{"true", "false", "thin", "fat"};
    return known.contains(word) ? std::optional(word) : std::nullopt;
}

std::optional<bool> boolValue(const toml::node &node)
{
    return node.value_exact<bool>();
}

std::optional<int> unitsValue(const toml::node &node)
{
    const auto number = node.value_exact<std::int64_t>();
    return number && *number > 0 && *number < 1'000'000'000 ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

std::optional<std::string> textValue(const toml::node &node)
{
    return node.value_exact<std::string>();
}

// Applies the keys of one [profile.X], override or package table.
Result<void> apply(Profile &profile, const toml::table &table, const fs::path &file)
{
    std::optional<Error> wrong;
    const auto take = [&](const char *key, auto &into, auto convert, const char *wanted) {
        const toml::node *node = table.get(key);
        if (!node)
            return;
        if (auto value = convert(*node))
            into = *value;
        else if (!wrong)
            wrong = text::wrongType(key, wanted, *node, file);
    };
    take("opt-level", profile.optLevel, optValue, "0, 1, 2, 3, \"s\" or \"z\"");
    take("lto", profile.lto, ltoValue, "a boolean, \"thin\", \"fat\" or \"off\"");
    take("codegen-backend", profile.codegenBackend, textValue, "a string");
    take("codegen-units", profile.codegenUnits, unitsValue, "a positive number");
    take("debug", profile.debuginfo, debugValue, "a boolean, 0 to 2, \"line-tables-only\" or \"line-directives-only\"");
    if (table.contains("debug"))
        profile.debuginfoDeferred = false;
    take("split-debuginfo", profile.splitDebuginfo, textValue, "a string");
    take("debug-assertions", profile.debugAssertions, boolValue, "a boolean");
    take("overflow-checks", profile.overflowChecks, boolValue, "a boolean");
    take("rpath", profile.rpath, boolValue, "a boolean");
    take("incremental", profile.incremental, boolValue, "a boolean");
    take("panic", profile.panic, textValue, "\"unwind\", \"abort\" or \"immediate-abort\"");
    if (wrong)
        return fail(std::move(*wrong));
    if (table.contains("rustflags")) {
        CY_TRY(const auto flags, text::stringList(table, "rustflags", file));
        profile.rustflags.insert(profile.rustflags.end(), flags.begin(), flags.end());
    }
    // An override that does not speak of `strip` takes back what the profile said: cargo does so, and its unit graph
    // shows it.
    profile.strip = "none";
    profile.stripResolved = false;
    if (const auto *node = table.get("strip")) {
        profile.stripResolved = true;
        if (const auto on = node->value_exact<bool>())
            profile.strip = *on ? "symbols" : "none";
        else if (const auto word = node->value_exact<std::string>())
            profile.strip = *word;
        else
            return fail(text::wrongType("strip", "a boolean or a string", *node, file));
    }
    return {};
}

Profile builtIn(const std::string &name)
{
    Profile profile;
    if (name == "release" || name == "bench") {
        profile.optLevel = "3";
        profile.standsOnRelease = true;
    } else {
        profile.debuginfo = "2";
        profile.debugAssertions = profile.overflowChecks = profile.incremental = true;
    }
    return profile;
}

// Every value of a [profile.X] and of its overrides.
Result<void> check(const toml::table &profile, const fs::path &file)
{
    Profile probe;
    CY_CHECK(apply(probe, profile, file));
    if (const auto *build = profile.get_as<toml::table>("build-override"))
        CY_CHECK(apply(probe, *build, file));
    const auto *packages = profile.get_as<toml::table>("package");
    for (auto it = packages ? packages->begin() : toml::table::const_iterator(); packages && it != packages->end();
         ++it) {
        const auto *table = it->second.as_table();
        if (!table)
            return fail(text::wrongType(it->first.str(), "a table", it->second, file));
        CY_CHECK(apply(probe, *table, file));
    }
    return {};
}

// Deep merge: what the second says wins.
void merge(toml::table &into, const toml::table &from)
{
    for (const auto &[key, value] : from) {
        auto *mine = into.get_as<toml::table>(key.str());
        const auto *theirs = value.as_table();
        if (mine && theirs)
            merge(*mine, *theirs);
        else
            into.insert_or_assign(key, value);
    }
}

// "name", "name@1.2.3", "name:1.2.3", or a URL with "#name@1.2.3".
std::map<std::string, std::string> parseSpec(std::string text)
{
    std::map<std::string, std::string> spec;
    if (const auto hash = text.rfind('#'); hash != std::string::npos)
        text = text.substr(hash + 1);
    const auto at = text.find_first_of("@:");
    spec["name"] = text.substr(0, at);
    if (at != std::string::npos)
        spec["version"] = text.substr(at + 1);
    return spec;
}

bool specMatches(const std::map<std::string, std::string> &spec, const ProfileSubject &subject)
{
    if (spec.at("name") != subject.packageName)
        return false;
    const auto version = spec.find("version");
    const auto full = subject.version.toString();
    return version == spec.end() || full == version->second || full.starts_with(version->second + ".");
}

// The place of a word in cargo's list of them; what is not in the list comes after it.
std::size_t rank(std::string_view word, std::initializer_list<std::string_view> words)
{
    return static_cast<std::size_t>(std::ranges::find(words, word) - words.begin());
}

} // namespace

bool Profile::before(const Profile &a, const Profile &b)
{
    const auto lto = [](const Profile &p) { return std::pair(rank(p.lto, {"off", "false", "true"}), p.lto); };
    const auto debug = [](const Profile &p) {
        return rank(p.debuginfo, {"0", "line-directives-only", "line-tables-only", "1", "2"});
    };
    const auto key = [&](const Profile &p) {
        return std::tuple(std::string_view(p.optLevel), lto(p), p.codegenBackend, p.codegenUnits, debug(p),
                          p.splitDebuginfo, p.debugAssertions, p.overflowChecks, p.rpath, p.incremental,
                          rank(p.panic, {"unwind", "abort", "immediate-abort"}), p.stripResolved ? 0 : 1,
                          rank(p.strip, {"none", "debuginfo", "symbols"}), p.rustflags);
    };
    return key(a) < key(b);
}

Result<ProfileSet> ProfileSet::read(const std::vector<std::pair<const toml::table *, fs::path>> &tables,
                                    const std::string &name)
{
    // Each level's [profile.NAME] laid over the one below; the file of the last that spoke is named in errors.
    std::map<std::string, toml::table> merged;
    std::map<std::string, fs::path> files;
    for (const auto &[table, file] : tables) {
        for (const auto &[key, value] : *table) {
            const auto *profile = value.as_table();
            if (!profile)
                return fail(text::wrongType(key.str(), "a table", value, file));
            CY_CHECK(check(*profile, file)); // here, because a merged table does not know its places any more
            merge(merged[std::string(key.str())], *profile);
            files[std::string(key.str())] = file;
        }
    }
    // From the profile up to the built-in one that it stands on.
    std::vector<std::string> chain;
    for (std::string at = name;;) {
        if (std::ranges::contains(chain, at))
            return fail(ErrorCode::BadInput, std::format("profile `{}` inherits from itself", at));
        chain.push_back(at);
        const auto it = merged.find(at);
        const auto inherits = it == merged.end() ? std::nullopt : it->second["inherits"].value<std::string>();
        if (at == "dev" || at == "release")
            break;
        if (inherits)
            at = *inherits;
        else if (at == "test")
            at = "dev";
        else if (at == "bench")
            at = "release";
        else
            return fail(Error{ErrorCode::NotFound, std::format("there is no profile `{}`", at)}.withHint(
                "write [profile." + at + "] with `inherits` into the workspace's Cargo.toml, or take dev or release"));
    }
    ProfileSet set;
    set.m_name = name;
    set.m_base = builtIn(chain.back());
    for (const auto &step : chain | std::views::reverse) {
        const auto it = merged.find(step);
        if (it == merged.end())
            continue;
        CY_CHECK(apply(set.m_base, it->second, files[step]));
        if (const auto *build = it->second.get_as<toml::table>("build-override")) {
            if (!set.m_build)
                set.m_build.emplace();
            merge(*set.m_build, *build);
        }
        const auto *packages = it->second.get_as<toml::table>("package");
        if (!packages)
            continue;
        for (const auto &[key, value] : *packages) {
            const auto *table = value.as_table();
            if (key.str() == "*") {
                if (!set.m_all)
                    set.m_all.emplace();
                merge(*set.m_all, *table);
            } else {
                set.m_packages.push_back({parseSpec(std::string(key.str())), *table});
            }
        }
    }
    set.m_base.name = name;
    return set;
}

Profile ProfileSet::profileOf(const ProfileSubject &subject) const
{
    Profile profile = m_base;
    if (subject.forHost) {
        // What runs while building shall be compiled fast: it is not what the user ships.
        profile.optLevel = "0";
        profile.codegenUnits.reset();
        profile.debuginfoDeferred = true;
    }
    const auto lay = [&](const toml::table &table) { (void)apply(profile, table, {}); };
    if (subject.forHost && m_build)
        lay(*m_build);
    if (!subject.isMember && m_all)
        lay(*m_all);
    for (const auto &package : m_packages) {
        if (specMatches(package.spec, subject))
            lay(package.table);
    }
    if (subject.forHost || subject.unwinds)
        profile.panic = "unwind";
    if (profile.hasDebuginfo() && !profile.splitDebuginfo && subject.targetName.contains("-apple-"))
        profile.splitDebuginfo = "unpacked";
    if (!subject.isLocal)
        profile.incremental = false;
    return profile;
}

Profile ProfileSet::forScriptRun(const Profile &unit)
{
    Profile profile;
    profile.name = unit.name;
    profile.standsOnRelease = unit.standsOnRelease;
    profile.optLevel = unit.optLevel;
    profile.debuginfo = unit.debuginfo;
    profile.debuginfoDeferred = unit.debuginfoDeferred;
    profile.debugAssertions = unit.debugAssertions;
    return profile;
}

} // namespace crossyard::cargo
