// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "registry/sources.h"

namespace crossyard::registry {

class Sources::Place {
public:
    virtual ~Place() = default;
    virtual Result<std::vector<cargo::SummaryPtr>> versions(const std::string &name) = 0;
    virtual Result<std::vector<fs::path>> directories(const std::vector<Wanted> &wanted) = 0;
};

} // namespace crossyard::registry
