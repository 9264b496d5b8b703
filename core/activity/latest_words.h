// SPDX-License-Identifier: MIT OR Apache-2.0
// What goes on just now, for somebody who looks from time to time: the last of what was said, and nothing of before.
#pragma once

#include "activity/activity.h"

namespace crossyard::activity {

struct LatestWords {
    std::string title;       // of the activity that began last and has not ended; empty without one
    std::string line;        // its last line, or the last one of nobody's while there is none
    std::uint64_t done = 0;  // of its parts
    std::uint64_t total = 0; // 0: not known
    bool operator==(const LatestWords &) const = default;
};

/// Written by the thread that works, read by another one.
class LatestWordsSink : public Sink {
public:
    void take(const Event &event) override;
    LatestWords words() const;

private:
    mutable std::mutex m_mutex;
    Id m_id = 0;
    LatestWords m_words;
};

} // namespace crossyard::activity
