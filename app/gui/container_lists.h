// SPDX-License-Identifier: MIT OR Apache-2.0
// The longer lists of the Container page: what was caught, the images, and the results of tests.
#pragma once

#include "list_model.h"

#include "container/build/protection.h"
#include "container/build/test_results.h"
#include "container/image/image_plan.h"

namespace crossyard::gui {

class ContainerWrites : public ListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App.containers.writes is the one")
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(int added READ added NOTIFY changed)
    Q_PROPERTY(int altered READ altered NOTIFY changed) // files that the project has and that were written anew
    Q_PROPERTY(int removed READ removed NOTIFY changed)

public:
    explicit ContainerWrites(QObject *parent = nullptr);
    const std::vector<container::CaughtWrite> &rows() const { return m_list.rows; }
    int count() const { return rowCount(); }
    int added() const { return of(container::CaughtWrite::Kind::Added); }
    int altered() const { return of(container::CaughtWrite::Kind::Changed); }
    int removed() const { return of(container::CaughtWrite::Kind::Removed); }
    void show(std::vector<container::CaughtWrite> rows);

Q_SIGNALS:
    void changed();

private:
    const Rows &list() const override { return m_list; }
    int of(container::CaughtWrite::Kind kind) const;

    RowList<container::CaughtWrite> m_list;
};

class ContainerImages : public ListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App.containers.images is the one")
    Q_PROPERTY(int count READ count NOTIFY changed)

public:
    explicit ContainerImages(QObject *parent = nullptr);
    const std::vector<container::StoredImage> &rows() const { return m_list.rows; }
    int count() const { return rowCount(); }
    void show(std::vector<container::StoredImage> rows);

Q_SIGNALS:
    void changed();

private:
    const Rows &list() const override { return m_list; }

    RowList<container::StoredImage> m_list;
};

class ContainerTests : public ListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App.containers.tests is the one")
    Q_PROPERTY(int count READ count NOTIFY changed) // of those that are shown
    Q_PROPERTY(int passed READ passed NOTIFY changed)
    Q_PROPERTY(int failed READ failed NOTIFY changed)
    Q_PROPERTY(int ignored READ ignored NOTIFY changed)
    Q_PROPERTY(int announced READ announced NOTIFY changed)
    /// Only those that failed are shown.
    Q_PROPERTY(bool onlyFailed READ onlyFailed WRITE setOnlyFailed NOTIFY changed)

public:
    explicit ContainerTests(QObject *parent = nullptr);
    const std::vector<container::TestResult> &rows() const { return m_list.rows; }
    int count() const { return rowCount(); }
    int passed() const { return of(container::TestResult::State::Passed); }
    int failed() const { return of(container::TestResult::State::Failed); }
    int ignored() const { return of(container::TestResult::State::Ignored); }
    int announced() const { return static_cast<int>(m_scan.announced()); }
    bool onlyFailed() const { return m_onlyFailed; }
    void setOnlyFailed(bool only);

    void clear();
    /// Takes more lines of the log; told once for all of them.
    void take(const std::vector<std::string> &lines);

Q_SIGNALS:
    void changed();

private:
    const Rows &list() const override { return m_list; }
    int of(container::TestResult::State state) const { return static_cast<int>(m_scan.count(state)); }
    void refill();

    RowList<container::TestResult> m_list;
    container::TestScan m_scan;
    bool m_onlyFailed = false;
};

} // namespace crossyard::gui
