// SPDX-License-Identifier: MIT OR Apache-2.0
// Core's functions block; the window runs them on worker threads and takes the answer on its own. An answer to a
// question that was asked anew in the meantime, or whose asker is gone, is dropped, and its work is told to stop.
#pragma once

#include "base/cancel.h"

#include <QFutureWatcher>
#include <QtConcurrentRun>

#include <functional>

namespace crossyard::gui {

/// One question at a time; the last one counts.
class Question {
public:
    Question() = default;
    ~Question() { m_cancel.cancel(); }
    Question(const Question &) = delete;
    Question &operator=(const Question &) = delete;

    /// Runs `work(cancel)` on a worker thread, then `done(answer)` on the thread of `owner`, unless that is gone or
    /// another question was asked.
    template <class Work, class Done> void ask(QObject *owner, Work work, Done done)
    {
        m_cancel.cancel();
        m_cancel = CancelToken();
        using Answer = std::invoke_result_t<Work, const CancelToken &>;
        auto *watcher = new QFutureWatcher<std::shared_ptr<Answer>>(owner);
        QObject::connect(watcher, &QFutureWatcherBase::finished, owner, [watcher, done, cancel = m_cancel] {
            watcher->deleteLater();
            if (!cancel.cancelled())
                done(std::move(*watcher->result()));
        });
        watcher->setFuture(
            QtConcurrent::run([work, cancel = m_cancel] { return std::make_shared<Answer>(work(cancel)); }));
    }
    void drop() { m_cancel.cancel(); }

private:
    CancelToken m_cancel;
};

} // namespace crossyard::gui
