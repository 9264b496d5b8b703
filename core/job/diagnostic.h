// SPDX-License-Identifier: MIT OR Apache-2.0
// What compilers complained of, with its place: read off their output as people see it, so that it is found in the log of
// any job, of any tool, and also in those of earlier days.
#pragma once

#include "job/job_log.h"

namespace crossyard::job {

struct Diagnostic {
    LineLevel level = LineLevel::Error; // Warning or Error
    std::string code = {};              // "E0463", or nothing
    std::string message;
    std::string file = {}; // as the compiler says it; empty where there is no place
    int line = 0;          // from 1
    int column = 0;
    std::size_t logLine = 0;
    bool operator==(const Diagnostic &) const = default;
};

/// Follows a log that grows. A compiler's own totals ("aborting due to 2 errors") are left out.
class DiagnosticScan {
public:
    void catchUp(const JobLog &log);
    /// In the order in which they came; at most 2,000.
    const std::vector<Diagnostic> &found() const { return m_found; }

private:
    void take(const JobLog &log, std::size_t index);

    std::size_t m_seen = 0;
    std::vector<Diagnostic> m_found;
    struct Open {
        activity::Id activity;
        std::size_t at; // in m_found
    };
    std::vector<Open> m_open; // whose place may follow
};

} // namespace crossyard::job
