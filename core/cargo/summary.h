// SPDX-License-Identifier: MIT OR Apache-2.0
// What the choice of versions needs to know of a package: the same whether an index, a directory or a manifest says it.
#pragma once

#include "base/error.h"
#include "cargo/manifest.h"
#include "cargo/version.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace crossyard::cargo {

/// crates.io in a lock file, whatever protocol or replacement is used.
inline constexpr const char *cratesIoSource = "registry+https://github.com/rust-lang/crates.io-index";
/// Before the directory of a package that lies in one; lock files have no source there.
inline constexpr const char *pathSource = "path+";

/// By what cargo orders sources: directories, registries, git repositories; then the text, which must outlive this.
std::pair<int, std::string_view> sourceOrder(std::string_view source);

struct SummaryDependency {
    std::string name;    // the key: the name that features use
    std::string package; // the package's real name
    VersionReq req;
    std::string source; // see PackageSummary::source
    DependencyKind kind = DependencyKind::Normal;
    bool optional = false;
    bool defaultFeatures = true;
    std::vector<std::string> features;
    std::optional<Platform> platform = {}; // it counts on these alone
};

struct PackageSummary {
    std::string name;
    Version version;
    /// As lock files have it ("registry+URL", "sparse+URL", "git+URL?branch=B#COMMIT"), or "path+DIRECTORY".
    std::string source;
    std::string checksum; // of the .crate, as the source writes it; empty: none
    std::vector<SummaryDependency> dependencies;
    std::map<std::string, std::vector<std::string>> features; // with the implicit ones
    std::optional<std::string> links;
    std::string rustVersion; // empty: any
    bool yanked = false;
};
using SummaryPtr = std::shared_ptr<const PackageSummary>;

/// Where the choice of versions asks. The answers of one run must not change.
class SummaryProvider {
public:
    virtual ~SummaryProvider() = default;
    /// Every version of the name that a source has, in any order; none is no error. Errors: those of the source.
    virtual Result<std::vector<SummaryPtr>> versions(const std::string &name, const std::string &source) = 0;
};

/// Adds the feature of each optional dependency that no `dep:` names.
void addImplicitFeatures(PackageSummary &summary);

/// The source of a dependency of a manifest. Errors: BadInput (a registry that nobody knows).
using SourceOf = std::function<Result<std::string>(const Dependency &)>;
/// A manifest's package; `source` is its own.
Result<PackageSummary> summaryOf(const Manifest &manifest, std::string source, const SourceOf &sourceOf);

} // namespace crossyard::cargo
