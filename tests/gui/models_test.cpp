// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ansi_html.h"
#include "job_model.h"
#include "target_model.h"

#include "support/support.h"

#include <QAbstractItemModelTester>
#include <QTest>

namespace crossyard::gui {
namespace {

using rust::Fact;
using Tester = QAbstractItemModelTester;

std::vector<rust::TargetFacts> someTargets()
{
    std::vector<rust::TargetFacts> all;
    for (const char *name : {"thumbv7m-none-eabi", "thumbv7em-none-eabihf", "x86_64-unknown-linux-gnu"}) {
        rust::TargetFacts facts;
        facts[Fact::Name] = name;
        facts[Fact::Arch] = std::string(name).starts_with("thumb") ? "arm" : "x86_64";
        facts[Fact::Tier] = "2";
        all.push_back(facts);
    }
    return all;
}

QStringList names(const TargetModel &model)
{
    QStringList list;
    for (int row = 0; row < model.rowCount(); ++row)
        list << model.data(model.index(row), Qt::UserRole).toString();
    return list;
}

TEST(TargetModel, FiltersByWordsAndFacets)
{
    TargetModel model;
    const Tester tester(&model, Tester::FailureReportingMode::Fatal);
    const Tester facets(model.facets(), Tester::FailureReportingMode::Fatal);
    model.setAll(someTargets());
    EXPECT_EQ(model.shown(), 3);
    model.setWords(QStringLiteral("thumbv7em"));
    EXPECT_EQ(names(model), QStringList{QStringLiteral("thumbv7em-none-eabihf")});
    EXPECT_TRUE(model.filtered());
    model.clear();
    model.toggle(QStringLiteral("arch"), QStringLiteral("arm"));
    EXPECT_EQ(model.shown(), 2);
    model.toggle(QStringLiteral("arch"), QStringLiteral("arm"));
    EXPECT_EQ(model.shown(), 3);
    EXPECT_FALSE(model.filtered());
}

TEST(TargetModel, KeepsFavourites)
{
    TargetModel model;
    const Tester tester(&model, Tester::FailureReportingMode::Fatal);
    model.setAll(someTargets());
    model.toggleFavourite(QStringLiteral("thumbv7m-none-eabi"));
    model.setOnlyFavourites(true);
    EXPECT_EQ(names(model), QStringList{QStringLiteral("thumbv7m-none-eabi")});
    EXPECT_EQ(model.favourites(), QStringList{QStringLiteral("thumbv7m-none-eabi")});
    EXPECT_FALSE(model.chipsFor(QStringLiteral("thumbv7m-none-eabi"), 5).isEmpty());
}

TEST(LogModel, TakesLinesOverAndFiltersThem)
{
    LogModel model;
    const Tester tester(&model, Tester::FailureReportingMode::Fatal);
    const auto log = std::make_shared<job::JobLog>();
    log->append("   Compiling x");
    model.show(log);
    EXPECT_EQ(model.count(), 1);
    log->append("\x1b[31merror\x1b[0m: <no>");
    log->append("warning: careful");
    model.catchUp();
    ASSERT_EQ(model.count(), 3);
    EXPECT_EQ(model.data(model.index(1), LogModel::Text).toString(), QStringLiteral("error: <no>"));
    EXPECT_EQ(model.data(model.index(1), LogModel::Level).toString(), QStringLiteral("error"));
    model.setOnlyProblems(true);
    EXPECT_EQ(model.count(), 2);
    log->append("error: another");
    model.catchUp();
    EXPECT_EQ(model.count(), 3);
    EXPECT_EQ(model.find(QStringLiteral("careful"), -1, true), 1);
    EXPECT_EQ(model.textOf(0, 1), QStringLiteral("error: <no>\nwarning: careful\n"));
    model.setOnlyProblems(false);
    EXPECT_EQ(model.find(QStringLiteral("another"), 0, true), 3);
    EXPECT_EQ(model.find(QStringLiteral("nowhere"), 0, true), -1);
}

TEST(AnsiHtml, KeepsColoursWeightAndEveryLetter)
{
    const QStringList palette{QStringLiteral("#000000"), QStringLiteral("#ff0000")};
    EXPECT_EQ(ansiToHtml(QStringLiteral("a <b> & c"), palette), QStringLiteral("a&nbsp;&lt;b&gt;&nbsp;&amp;&nbsp;c"));
    EXPECT_EQ(ansiToHtml(QStringLiteral("\x1b[1m\x1b[31mred\x1b[0m plain"), palette),
              QStringLiteral("<font color=\"#ff0000\"><b>red</b></font>&nbsp;plain"));
    EXPECT_EQ(ansiToHtml(QStringLiteral("\x1b[38;5;9mred\x1b["), palette),
              QStringLiteral("<font color=\"#ff0000\">red</font>"));
    EXPECT_EQ(ansiToHtml(QStringLiteral("\x1b[2K\x1b]0;title"), palette), QStringLiteral("]0;title"));
}

} // namespace
} // namespace crossyard::gui
