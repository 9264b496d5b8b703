// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap/fetch_crates.h"

#include "bootstrap/crate_supply.h"

#include <format>
#include <set>

namespace crossyard::bootstrap {

Result<void> fetchCrates(const BootstrapInput &input, CrateChoice &choice, activity::Reporter &reporter,
                         activity::Id parent, const CancelToken &cancel)
{
    std::set<std::size_t> fetched;
    while (true) {
        CY_CHECK(cancel.check());
        std::vector<CrateSupply::Wanted> wanted;
        for (const auto &crate : choice.needs.missing()) {
            const auto &locked = input.lock->packages[crate.locked];
            // What was fetched is found afterwards; if not, another turn would not help.
            if (!fetched.insert(crate.locked).second)
                return fail(ErrorCode::Io,
                            std::format("{} {} was fetched, but is not there", locked.name, locked.version.toString()));
            wanted.push_back({&locked, crate.neededBy});
        }
        if (wanted.empty())
            return {};
        CY_CHECK(input.supply->fetch(wanted, reporter, parent, cancel));
        CY_CHECK(lookAgain(input, choice));
    }
}

} // namespace crossyard::bootstrap
