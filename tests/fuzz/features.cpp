// SPDX-License-Identifier: MIT OR Apache-2.0
// A Cargo.toml, and its features: the first byte chooses the rules, the rest is the manifest.
#include "cargo/features.h"
#include "fuzz/fuzz.h"

#include <fstream>
#include <unistd.h>

using namespace crossyard;

namespace {

// Manifests are read from files.
class Directory {
public:
    Directory() : m_path(fs::temp_directory_path() / ("crossyard-fuzz-" + std::to_string(::getpid())))
    {
        fs::create_directories(m_path / "src");
        fs::create_directories(m_path / "other/src");
        write("src/lib.rs", "");
        write("other/src/lib.rs", "");
        write("other/Cargo.toml",
              "[package]\nname = \"other\"\nversion = \"1.0.0\"\n[features]\na = []\nb = [\"a\"]\n");
    }
    ~Directory()
    {
        std::error_code failed;
        fs::remove_all(m_path, failed);
    }
    const fs::path &path() const { return m_path; }
    void write(const fs::path &file, std::string_view text) const
    {
        std::ofstream(m_path / file, std::ios::binary) << text;
    }

private:
    fs::path m_path;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const Directory dir;
    fuzz::Choices choices(fuzz::textOf(data, size));
    const auto resolver = static_cast<int>(choices.next(3)) + 1;
    dir.write("Cargo.toml", choices.rest());
    cargo::PackageGraph graph({});
    const auto package = graph.addPath(dir.path(), true);
    if (!package) {
        fuzz::require(!package.error().message.empty(), "an error says something");
        return 0;
    }
    cargo::FeatureRequest request;
    request.package = *package;
    for (const auto &[name, values] : graph.at(*package).manifest.features)
        request.features.push_back(name);
    cargo::FeatureRules rules;
    rules.resolver = resolver;
    const auto features = cargo::resolveFeatures(graph, {request}, rules);
    if (!features)
        return 0;
    for (const auto &name : request.features)
        fuzz::require(features->of(*package, cargo::Side::Target).contains(name), "what is asked for is on");
    return 0;
}
