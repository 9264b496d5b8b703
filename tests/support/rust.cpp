// SPDX-License-Identifier: MIT OR Apache-2.0
#include "support/rust.h"

#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::test {

const RealToolchain &realToolchain()
{
    static const RealToolchain toolchain = [] {
        RealToolchain found;
        const TempDir store;
        const auto listed = crossyardRun({"toolchains", "--json"}, store.path());
        const auto json = nlohmann::json::parse(listed.output, nullptr, false);
        const auto text = [](const nlohmann::json &object, const char *name, const char *key) -> std::string {
            return object[name].is_object() ? object[name].value(key, nlohmann::json()).is_string()
                                                  ? object[name][key].get<std::string>()
                                                  : ""
                                            : "";
        };
        for (auto one : json.value("toolchains", nlohmann::json::array())) {
            if (!found.rustc.empty() || !one["broken"].is_null() || text(one, "rust_src", "vendor").empty() ||
                text(one, "cargo", "path").empty())
                continue;
            found = {fromUtf8(one["rustc"].get<std::string>()), fromUtf8(text(one, "cargo", "path")),
                     fromUtf8(text(one, "rust_src", "library")), one.value("host", std::string())};
        }
        EXPECT_FALSE(found.rustc.empty()) << "no toolchain with cargo and a vendored source of the standard library; "
                                             "packaging/dev setup installs one\n"
                                          << listed.output;
        return found;
    }();
    return toolchain;
}

fs::path vendoredCargoHome()
{
    static const TempDir home;
    static const fs::path config =
        home.write("config.toml",
                   std::format("[source.crates-io]\nreplace-with = \"vendored\"\n[source.vendored]\ndirectory = '{}'\n",
                               toUtf8(realToolchain().library / "vendor")));
    return config.parent_path();
}

} // namespace crossyard::test
