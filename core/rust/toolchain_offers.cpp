// SPDX-License-Identifier: MIT OR Apache-2.0
// The components and targets that a toolchain has and could have.
#include "rust/toolchain_change_parts.h"

#include <algorithm>
#include <format>

namespace crossyard::rust {

namespace {

std::vector<ChangeOffer> offersIn(const DistManifest &manifest, const Toolchain *toolchain)
{
    std::vector<ChangeOffer> offers;
    for (const auto &one : manifest.components) {
        if (!one.available())
            continue;
        ChangeOffer offer;
        offer.target = one.package == "rust-std";
        // Other hosts' compilers and their like are listed by rustup, but there is no use for them here.
        if (!offer.target && !one.target.empty() && one.target != manifest.host)
            continue;
        offer.name = offer.target ? one.target : one.package;
        offer.installed = toolchain && std::ranges::contains(toolchain->components, one.storedName());
        offer.optional = one.package != "rustc" && !(offer.target && one.target == manifest.host);
        offers.push_back(std::move(offer));
    }
    return offers;
}

} // namespace

Result<std::vector<ChangeOffer>> offersFor(const std::string &word, const fs::path &project, const CancelToken &cancel)
{
    DistServer server; // not asked for a modification
    CY_TRY(const auto facts, gatherChangeFacts({.kind = ToolchainChange::Kind::Modify, .toolchain = word}, project,
                                               false, server, cancel));
    const auto *toolchain = findToolchain(facts, word);
    if (!toolchain)
        return fail(unknownToolchain(word, facts));
    if (facts.installed)
        return offersIn(*facts.installed, toolchain);
    if (toolchain->origin == Origin::Distribution)
        return offersOfPackages(*toolchain, facts);
    return fail(Error{
        ErrorCode::Unsupported,
        std::format("`{}` came neither from rustup nor from a package, so nothing can be added to it", toolchain->name)}
                    .withHint("change it in the way in which it was installed"));
}

Result<std::vector<ChangeOffer>> offersOf(const ToolchainName &name, DistServer &server, const CancelToken &cancel)
{
    ChangeFacts facts;
    facts.settings = readRustup();
    if (name.host.empty()) {
        CY_TRY(auto list, listToolchains(fs::current_path(), cancel));
        facts.toolchains = std::move(list.toolchains);
    }
    CY_TRY(const auto manifest, server.manifest(name, name.host.empty() ? hostOfRustup(facts) : name.host, cancel));
    return offersIn(*manifest, nullptr);
}

} // namespace crossyard::rust
