// SPDX-License-Identifier: MIT OR Apache-2.0
#include "cargo/manifest_edit.h"

#include "support/support.h"

#include <algorithm>

namespace crossyard::cargo {
namespace {

using text::TomlDocument;
using text::TomlPath;

TomlDocument manifest(std::string_view content)
{
    auto parsed = TomlDocument::parse(std::string(content), "/p/Cargo.toml");
    EXPECT_OK(parsed);
    return parsed.value_or(TomlDocument());
}

std::string bytesOf(const Result<TomlDocument> &result)
{
    return result ? result->bytes() : describe(result.error());
}

const TomlPath rand{"dependencies", "rand"};

std::string with(std::string_view content, const char *feature, const TomlPath &path = rand)
{
    return bytesOf(setDependencyFeature(manifest(content), path, feature, true));
}
std::string without(std::string_view content, const char *feature, const TomlPath &path = rand)
{
    return bytesOf(setDependencyFeature(manifest(content), path, feature, false));
}
std::string defaults(std::string_view content, bool on, const TomlPath &path = rand)
{
    return bytesOf(setDefaultFeatures(manifest(content), path, on));
}

TEST(ManifestEdit, findsTheDependenciesOfAllSections)
{
    const auto entries = dependencyEntries(manifest(R"([dependencies]
rand = "1"
[dependencies.log]
workspace = true
features = ["std"]
[build-dependencies]
cc.version = "1"
[dev_dependencies]
x = { path = "x", package = "y" }
[target.'cfg(unix)'.dependencies]
rand = { version = "1", features = ["a", "b"] }
[target.thumbv7m-none-eabi.build-dependencies.rand]
)"));
    ASSERT_OK(entries);
    std::vector<std::string> names;
    for (const auto &entry : *entries)
        names.push_back(text::tomlKey(entry.path));
    std::ranges::sort(names);
    EXPECT_EQ(names, (std::vector<std::string>{"build-dependencies.cc", "dependencies.log", "dependencies.rand",
                                               "dev_dependencies.x", "target.'cfg(unix)'.dependencies.rand",
                                               "target.thumbv7m-none-eabi.build-dependencies.rand"}));
    const auto log = std::ranges::find(*entries, TomlPath{"dependencies", "log"}, &DependencyEntry::path);
    ASSERT_NE(log, entries->end());
    EXPECT_TRUE(log->inherited);
    EXPECT_EQ(log->features, std::vector<std::string>{"std"});
    const auto unix = std::ranges::find(*entries, "cfg(unix)", &DependencyEntry::target);
    ASSERT_NE(unix, entries->end());
    EXPECT_EQ(unix->features.size(), 2U);
}

TEST(ManifestEdit, switchesFeaturesInEveryForm)
{
    // A version alone
    EXPECT_EQ(with("# a\n[dependencies]\nlog = '1'\nrand = \"0.8\" # b\n", "std"),
              "# a\n[dependencies]\nlog = '1'\nrand = { version = \"0.8\", features = [\"std\"] } # b\n");
    // Inline tables, renamed ones
    EXPECT_EQ(with("[dependencies]\nrand = { path = 'r', package = 'other' } # c\n", "std"),
              "[dependencies]\nrand = { path = 'r', package = 'other', features = [\"std\"] } # c\n");
    EXPECT_EQ(with("[dependencies]\nrand = { features = ['a'], version = '1' }\n", "std"),
              "[dependencies]\nrand = { features = ['a', \"std\"], version = '1' }\n");
    EXPECT_EQ(without("[dependencies]\nrand = { features = ['a', 'std', \"b\"], version = '1' }\n", "std"),
              "[dependencies]\nrand = { features = ['a', \"b\"], version = '1' }\n");
    EXPECT_EQ(without("[dependencies]\nrand = { version = '1', features = ['std'] } # c\n", "std"),
              "[dependencies]\nrand = { version = '1' } # c\n");
    // Tables of their own, dotted keys
    EXPECT_EQ(with("[dependencies.rand] # r\nversion = '1' # v\n\n[features]\n", "std"),
              "[dependencies.rand] # r\nversion = '1' # v\nfeatures = [\"std\"]\n\n[features]\n");
    EXPECT_EQ(with("[dependencies]\nrand.version = '1'\nlog = '1'\n", "std"),
              "[dependencies]\nrand.version = '1'\nrand.features = [\"std\"]\nlog = '1'\n");
    // Lists over several lines keep their comments
    EXPECT_EQ(
        without("[dependencies.rand]\nversion = '1'\nfeatures = [\n  'a', # why a\n  'std', # why std\n]\n", "std"),
        "[dependencies.rand]\nversion = '1'\nfeatures = [\n  'a', # why a\n]\n");
    // Targets, line ends
    EXPECT_EQ(with("[target.'cfg(unix)'.dependencies]\r\nrand = '1'\r\n# end", "std",
                   {"target", "cfg(unix)", "dependencies", "rand"}),
              "[target.'cfg(unix)'.dependencies]\r\nrand = { version = \"1\", features = [\"std\"] }\r\n# end");
    // Inheritance: what is asked for here adds up
    EXPECT_EQ(with("[dependencies]\nrand.workspace = true\n", "std"),
              "[dependencies]\nrand.workspace = true\nrand.features = [\"std\"]\n");
    EXPECT_EQ(with("[dependencies]\nrand = { workspace = true }\n", "std"),
              "[dependencies]\nrand = { workspace = true, features = [\"std\"] }\n");
}

TEST(ManifestEdit, switchesDefaultFeatures)
{
    EXPECT_EQ(defaults("[dependencies]\nrand = '1' # c\n", false),
              "[dependencies]\nrand = { version = \"1\", default-features = false } # c\n");
    EXPECT_EQ(defaults("[dependencies]\nrand = { path = 'r', default-features = false }\n", true),
              "[dependencies]\nrand = { path = 'r' }\n");
    EXPECT_EQ(defaults("[dependencies]\nrand = { path = 'r', default_features = true }\n", false),
              "[dependencies]\nrand = { path = 'r', default_features = false }\n");
    EXPECT_EQ(defaults("[dependencies]\nrand.workspace = true\n", true),
              "[dependencies]\nrand.workspace = true\nrand.default-features = true\n");
    EXPECT_EQ(defaults("[dependencies]\nrand = { workspace = true, default-features = true }\n", false),
              "[dependencies]\nrand = { workspace = true }\n");
    EXPECT_THAT(defaults("[dependencies]\nrand = { workspace = true }\n", false), testing::HasSubstr("is inherited"));
}

TEST(ManifestEdit, refusesWithThePlace)
{
    const auto given = manifest("[dependencies]\n\nrand = { version = '1', features = ['a'] }\n");
    for (const auto &wrong :
         {setDependencyFeature(given, rand, "a", true), setDependencyFeature(given, rand, "b", false)}) {
        ASSERT_FALSE(wrong);
        EXPECT_EQ(wrong.error().code, ErrorCode::BadInput);
        EXPECT_EQ(wrong.error().place->line, 3);
    }
    const auto none = setDependencyFeature(given, {"dependencies", "none"}, "a", true);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, ErrorCode::NotFound);
    EXPECT_FALSE(setDependencyFeature(manifest("[dependencies]\nrand = { features = 'a' }\n"), rand, "b", true));
    EXPECT_FALSE(setDependencyFeature(manifest("[dependencies]\nrand = 1\n"), rand, "b", true));
}

} // namespace
} // namespace crossyard::cargo
