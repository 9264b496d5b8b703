// SPDX-License-Identifier: MIT OR Apache-2.0
// The fetch of a repository, told as an activity to whoever waits for it.
#pragma once

#include "activity/activity.h"
#include "registry/index.h"

namespace crossyard::registry {

/// How far it is: "1200 of 60000 objects, 34.5 MB", "60000 objects, 93 MB; 1000 of 20000 deltas are resolved", or what
/// the server says before the first object comes. Empty where nothing is known. Pure.
std::string shownProgress(const remote::GitProgress &progress);

/// Begins with its construction. Says its progress, and now and then a line: with each sixteenth more of the bytes, and
/// with each tenth of the deltas. Who listens is in `access`: its progress, and
/// its reporter.
class FetchActivity {
public:
    FetchActivity(const Access &access, const std::string &title);
    ~FetchActivity(); // cancelled, where it has no end yet
    FetchActivity(const FetchActivity &) = delete;
    FetchActivity &operator=(const FetchActivity &) = delete;
    /// Refers to this activity.
    remote::GitWatcher watcher();
    template <class T> void end(const Result<T> &result)
    {
        finish(activity::outcomeOf(result), result ? std::string() : result.error().message);
    }

private:
    void take(const remote::GitProgress &progress);
    void finish(activity::Event::Outcome outcome, std::string why);

    remote::Progress m_progress;
    activity::Reporter *m_reporter; // null once it has ended
    activity::Id m_id = 0;
    std::uint64_t m_nextBytes = 0;
    std::uint64_t m_nextDeltas = 1;
    std::string m_said;
};

} // namespace crossyard::registry
