// SPDX-License-Identifier: MIT OR Apache-2.0
// A Cross.toml in both dialects, resolved for each target that it names.
#include "container/config/config_view.h"
#include "fuzz/fuzz.h"

using namespace crossyard;
using container::Origin;

namespace {

void checkPlaces(const std::vector<container::Finding> &findings)
{
    for (const auto &finding : findings) {
        fuzz::require(!finding.message.empty() && !finding.id.empty(), "a finding says something");
        if (finding.origin.kind == Origin::Kind::File)
            fuzz::require(finding.origin.place.line > 0, "a finding of the file has a place");
    }
}

void resolveFor(const container::CrossConfig &config, const std::string &target)
{
    const auto none = [](const std::string &) { return std::optional<std::string>(); };
    const auto settings = container::resolve(config, {none, target});
    fuzz::require(settings.has_value(), "a named target is resolved");
    fuzz::require(settings->target.value == target, "for itself");
    checkPlaces(settings->findings);
    for (const auto &row : container::rows(*settings)) {
        const bool file = row.origins.empty() || row.origins[0].kind != Origin::Kind::Default;
        fuzz::require(file, "what is not a default has an origin");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string text(fuzz::textOf(data, size));
    container::CrossInputs inputs;
    inputs.crossToml = container::ConfigText{"Cross.toml", text};
    inputs.knownTargets = {"aarch64-unknown-linux-gnu", "thumbv8m.main-none-eabi"};
    (void)container::guessDialect(inputs);
    for (const auto dialect : {container::Dialect::Release, container::Dialect::Main}) {
        const auto config = container::readCrossConfig(inputs, dialect);
        if (!config) {
            fuzz::require(config.error().place.has_value(), "what is no TOML has a place");
            return 0;
        }
        checkPlaces(config->findings);
        resolveFor(*config, "aarch64-unknown-linux-gnu");
        for (const auto &[name, section] : config->files.at(0).targets)
            resolveFor(*config, name);
    }
    return 0;
}
