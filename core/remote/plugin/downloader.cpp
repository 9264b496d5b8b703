// SPDX-License-Identifier: MIT OR Apache-2.0
#include "plugin/network.h"
#include "plugin/plugin.h"
#include "plugin/transfer.h"

#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <deque>
#include <format>

namespace crossyard::remote {

namespace {

constexpr int pollMs = 50;

// All transfers of one call, in the event loop of the thread that asked.
class Transfers {
public:
    Transfers(const std::vector<Request> &requests, const Settings &settings, const Progress &progress)
        : m_settings(settings), m_progress(progress)
    {
        for (const auto &request : requests)
            m_all.emplace_back(request, settings);
    }

    std::vector<Result<Response>> run(const CancelToken &cancel)
    {
        const auto network = Network::open(m_settings);
        if (!network)
            return allFail(network.error());
        QEventLoop loop;
        QTimer poll;
        QElapsedTimer clock;
        clock.start();
        const auto turn = [&] {
            if (cancel.cancelled())
                endAll({ErrorCode::Cancelled, "cancelled"});
            else if (m_settings.deadlineMs > 0 && clock.elapsed() > m_settings.deadlineMs)
                endAll({ErrorCode::Io, std::format("no answer in {} seconds", m_settings.deadlineMs / 1000)});
            beginDue(**network);
            tell();
            if (std::ranges::all_of(m_all, &Transfer::finished))
                loop.quit();
        };
        QObject::connect(&poll, &QTimer::timeout, &loop, turn);
        m_woken = [&poll] { poll.start(0); };
        poll.start(0);
        QObject::connect(&poll, &QTimer::timeout, &poll, [&poll] { poll.setInterval(pollMs); });
        if (!m_all.empty())
            loop.exec();
        std::vector<Result<Response>> answers;
        for (auto &transfer : m_all)
            answers.push_back(transfer.take());
        return answers;
    }

private:
    std::vector<Result<Response>> allFail(const Error &error)
    {
        return std::vector<Result<Response>>(m_all.size(), std::unexpected(error));
    }

    void endAll(const Error &error)
    {
        for (auto &transfer : m_all) {
            if (!transfer.finished())
                transfer.give(error);
        }
    }

    void beginDue(Network &network)
    {
        auto running = std::ranges::count_if(m_all, &Transfer::running);
        for (auto &transfer : m_all) {
            if (running >= m_settings.parallel)
                return;
            if (!transfer.due())
                continue;
            transfer.begin(network, [this, &transfer] {
                if (transfer.finished())
                    m_woken();
            });
            running += transfer.running();
        }
    }

    void tell()
    {
        if (!m_progress)
            return;
        std::uint64_t received = 0;
        std::uint64_t expected = 0;
        for (const auto &transfer : m_all) {
            received += transfer.received();
            expected += transfer.expected();
        }
        m_progress(received, expected);
    }

    const Settings &m_settings;
    const Progress &m_progress;
    std::deque<Transfer> m_all; // they stay where they are: replies point at them
    std::function<void()> m_woken;
};

} // namespace

std::vector<Result<Response>> QtDownloader::fetch(const std::vector<Request> &requests, const Settings &settings,
                                                  const Progress &progress, const CancelToken &cancel)
{
    return Transfers(requests, settings, progress).run(cancel);
}

} // namespace crossyard::remote
