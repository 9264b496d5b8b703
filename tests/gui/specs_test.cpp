// SPDX-License-Identifier: MIT OR Apache-2.0
// Target specs in the window, with key and mouse: a new one, its form and its text, what is wrong, and the compiler's
// word.
#include "window.h"

#include "base/strings.h"
#include "support/rust.h"
#include "support/support.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include <algorithm>

namespace crossyard {
namespace {

using test::until;
using Tester = QAbstractItemModelTester;

QString textOf(const test::Window &window, const QString &name)
{
    const auto *item = window.find(name);
    return item ? item->property("text").toString() : QString();
}

// The button of the first problem that has a mend.
QString firstMend(gui::SpecModel &specs)
{
    const auto &rows = specs.problems()->rows();
    const auto found = std::ranges::find_if(rows, [](const gui::SpecProblemRow &row) { return !row.mend.isEmpty(); });
    return QStringLiteral("mend-%1").arg(found - rows.begin());
}

TEST(Window, MakesATargetOfOnesOwn)
{
    const test::TempDir dir;
    dir.write("Cargo.toml", "[package]\nname = 'board'\nversion = '0.1.0'\n");
    dir.write("src/lib.rs", "#![no_std]\n");
    const auto file = dir.path() / "thumbv7em-board-none-eabihf.json";
    test::Window window;
    auto &app = window.app();
    auto &specs = *app.specs();
    const Tester tester(&specs, Tester::FailureReportingMode::Fatal);
    const Tester problems(specs.problems(), Tester::FailureReportingMode::Fatal);
    app.openProject(gui::pathText(dir.path()));
    app.setToolchain(gui::pathText(test::realToolchain().rustc));
    window.press(Qt::Key_3, Qt::ControlModifier);
    ASSERT_TRUE(until(60, [&] { return specs.bases().size() > 200; }));

    // New from a built-in target, found by its name.
    window.click(QStringLiteral("newSpec"));
    ASSERT_TRUE(until(30, [&] { return window.find(QStringLiteral("baseSearch")) != nullptr; }));
    window.type(QStringLiteral("thumbv7em none eabihf"));
    window.press(Qt::Key_Return);
    ASSERT_EQ(textOf(window, QStringLiteral("newName")), QStringLiteral("thumbv7em-none-eabihf-custom"));
    window.press(Qt::Key_A, Qt::ControlModifier);
    window.type(QStringLiteral("thumbv7em-board-none-eabihf"));
    window.press(Qt::Key_Return);
    ASSERT_TRUE(until(60, [&] { return specs.isOpen(); })) << specs.problem().toStdString();
    EXPECT_EQ(specs.file(), gui::pathText(file));
    EXPECT_TRUE(specs.dirty());
    EXPECT_FALSE(fs::exists(file));
    ASSERT_TRUE(until(30, [&] {
        return !specs.baseDifference().isEmpty() || specs.base() == QStringLiteral("thumbv7em-none-eabihf");
    }));

    // A field in the form: the text follows.
    window.click(QStringLiteral("specSearch"));
    window.type(QStringLiteral("panic-strategy"));
    ASSERT_TRUE(until(30, [&] { return window.find(QStringLiteral("value-panic-strategy")) != nullptr; }));
    window.click(QStringLiteral("value-panic-strategy"));
    ASSERT_TRUE(until(30, [&] { return window.find(QStringLiteral("choice-unwind")) != nullptr; }));
    window.click(QStringLiteral("choice-unwind"));
    EXPECT_TRUE(until(30, [&] { return specs.text().contains(QStringLiteral("\"panic-strategy\": \"unwind\"")); }));
    EXPECT_TRUE(textOf(window, QStringLiteral("specText")).contains(QStringLiteral("\"panic-strategy\": \"unwind\"")));
    ASSERT_TRUE(until(30, [&] { return specs.baseDifference().contains(QStringLiteral("@@ panic-strategy")); }))
        << specs.baseDifference().toStdString();
    window.press(Qt::Key_Escape);

    // A value that is typed.
    window.click(QStringLiteral("specSearch"));
    window.press(Qt::Key_A, Qt::ControlModifier);
    window.type(QStringLiteral("max-atomic-width"));
    ASSERT_TRUE(until(30, [&] { return window.find(QStringLiteral("value-max-atomic-width")) != nullptr; }));
    window.click(QStringLiteral("value-max-atomic-width"));
    window.press(Qt::Key_A, Qt::ControlModifier);
    window.type(QStringLiteral("wide"));
    window.press(Qt::Key_Return);
    EXPECT_TRUE(specs.problem().contains(QStringLiteral("whole number"))) << specs.problem().toStdString();
    window.press(Qt::Key_A, Qt::ControlModifier);
    window.type(QStringLiteral("16"));
    window.press(Qt::Key_Return);
    EXPECT_TRUE(specs.text().contains(QStringLiteral("\"max-atomic-width\": 16"))) << specs.text().toStdString();
    EXPECT_EQ(specs.problem(), QString());
    // Undo in the text takes the form's edit back, and Redo brings it again.
    window.click(QStringLiteral("specText"));
    window.press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_TRUE(specs.text().contains(QStringLiteral("\"max-atomic-width\": 32")));
    window.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_TRUE(specs.text().contains(QStringLiteral("\"max-atomic-width\": 16")));
    window.press(Qt::Key_Z, Qt::ControlModifier);

    // A text that is no JSON: told at its line, there and in the form; mended with a click.
    window.click(QStringLiteral("specText"));
    window.press(Qt::Key_Home, Qt::ControlModifier);
    window.press(Qt::Key_Down);
    window.press(Qt::Key_End);
    window.press(Qt::Key_Backspace);
    ASSERT_TRUE(until(30, [&] { return !specs.valid() && window.find(QStringLiteral("mark-3")) != nullptr; }))
        << textOf(window, QStringLiteral("specText")).toStdString();
    EXPECT_TRUE(window.find(QStringLiteral("formBroken")));
    EXPECT_TRUE(textOf(window, QStringLiteral("formBroken")).contains(QStringLiteral("3")));
    EXPECT_FALSE(window.find(QStringLiteral("specFields"))->isEnabled());
    window.click(firstMend(specs));
    EXPECT_TRUE(until(30, [&] { return specs.valid(); }));
    EXPECT_FALSE(window.find(QStringLiteral("formBroken")));

    // A key that no compiler knows, typed into the text: told at its line and at its field, with what is meant.
    window.click(QStringLiteral("specText"));
    window.press(Qt::Key_Home, Qt::ControlModifier);
    window.press(Qt::Key_End);
    window.press(Qt::Key_Return);
    window.type(QStringLiteral("\"disable-redzoen\": true,"));
    ASSERT_TRUE(until(30, [&] { return window.find(QStringLiteral("mark-2")) != nullptr; }))
        << specs.text().toStdString();
    window.click(QStringLiteral("specSearch"));
    window.press(Qt::Key_Escape);
    EXPECT_TRUE(until(30, [&] { return window.find(QStringLiteral("problem-disable-redzoen")) != nullptr; }));
    window.click(firstMend(specs));
    ASSERT_TRUE(until(30, [&] { return specs.text().contains(QStringLiteral("\"disable-redzone\": true")); }));

    // What only the compiler knows.
    window.click(QStringLiteral("specText"));
    window.press(Qt::Key_Home, Qt::ControlModifier);
    specs.setText(specs.text().replace(QStringLiteral("\"hard\""), QStringLiteral("\"soft\"")));
    window.click(QStringLiteral("askCompiler"));
    ASSERT_TRUE(until(120, [&] { return !specs.asking() && specs.verdictKind() == QStringLiteral("failed"); }))
        << specs.verdict().toStdString();
    EXPECT_GT(specs.problems()->count(), 0);
    specs.undo();
    window.click(QStringLiteral("askCompiler"));
    ASSERT_TRUE(until(120, [&] { return specs.verdictKind() == QStringLiteral("done"); }))
        << specs.verdict().toStdString();
    EXPECT_TRUE(textOf(window, QStringLiteral("verdict")).contains(QStringLiteral("accepts it")));

    window.click(QStringLiteral("saveSpec"));
    ASSERT_TRUE(until(30, [&] { return !specs.dirty(); })) << specs.problem().toStdString();
    EXPECT_TRUE(readFile(file)->starts_with("{\n  \"disable-redzone\": true,\n"));
    EXPECT_TRUE(until(30, [&] { return specs.files().size() == 1; }));
    window.click(QStringLiteral("useSpec"));
    EXPECT_EQ(app.target(), gui::pathText(file));
}

TEST(Window, StartsASpecFromATargetsFacts)
{
    test::Window window;
    auto &app = window.app();
    app.setToolchain(gui::pathText(test::realToolchain().rustc));
    window.press(Qt::Key_2, Qt::ControlModifier);
    ASSERT_TRUE(until(60, [&] { return app.targets()->total() > 200 && app.specs()->bases().size() > 200; }));
    window.click(QStringLiteral("targetSearch"));
    window.type(QStringLiteral("riscv32imac-unknown-none"));
    window.press(Qt::Key_Return);
    ASSERT_TRUE(until(30, [&] { return window.find(QStringLiteral("newFromTarget")) != nullptr; }));
    window.click(QStringLiteral("newFromTarget"));
    EXPECT_TRUE(until(30, [&] { return window.page() == QStringLiteral("specs"); }));
    EXPECT_TRUE(until(30, [&] {
        return textOf(window, QStringLiteral("newName")) == QStringLiteral("riscv32imac-unknown-none-elf-custom");
    })) << textOf(window, QStringLiteral("newName")).toStdString();
}

class SpecModel : public testing::Test {
protected:
    void SetUp() override
    {
        auto probed = rust::probeCompiler(test::realToolchain().rustc);
        ASSERT_OK(probed);
        specs.setCompiler(*probed);
        ASSERT_TRUE(until(60, [&] { return specs.bases().size() > 200; }));
    }

    fs::path write(const char *name, std::string_view text) { return dir.write(name, text); }

    QVariant at(const QString &path, const char *role)
    {
        const int row = specs.rowOf(path);
        return row < 0 ? QVariant() : specs.data(specs.index(row), specs.roleNames().key(role));
    }

    const test::TempDir dir;
    gui::SpecModel specs;
    const Tester tester{&specs, Tester::FailureReportingMode::Fatal};
};

constexpr std::string_view armSpec =
    "{\r\n  \"arch\": \"arm\",\r\n  \"llvm-target\": \"thumbv7em-none-eabi\",\r\n  \"pre-link-args\": {\r\n"
    "    \"gnu-lld\": [\r\n      \"-a\"\r\n    ]\r\n  }\r\n}\r\n";

TEST_F(SpecModel, EditsListsTablesAndBaseValues)
{
    specs.openFile(gui::pathText(write("a.json", armSpec)));
    specs.setScope(QStringLiteral("all"));
    ASSERT_TRUE(until(60, [&] { return !specs.base().isEmpty() && at(QStringLiteral("os"), "baseValue").isValid(); }));
    specs.setItems(specs.rowOf(QStringLiteral("pre-link-args.gnu-lld")),
                   {QStringLiteral("-a"), QStringLiteral("-b c")});
    EXPECT_TRUE(specs.text().contains(QStringLiteral("      \"-a\",\n      \"-b c\"\n    ]")))
        << specs.text().toStdString();
    specs.addMember(specs.rowOf(QStringLiteral("pre-link-args")), QStringLiteral("ld.lld"));
    EXPECT_TRUE(at(QStringLiteral("pre-link-args.ld.lld"), "given").toBool());
    specs.unset(specs.rowOf(QStringLiteral("pre-link-args.ld.lld")));
    specs.toggleItem(specs.rowOf(QStringLiteral("supported-sanitizers")), QStringLiteral("address"));
    EXPECT_EQ(at(QStringLiteral("supported-sanitizers"), "items").toStringList(),
              QStringList{QStringLiteral("address")});
    specs.toggleItem(specs.rowOf(QStringLiteral("supported-sanitizers")), QStringLiteral("address"));
    specs.unset(specs.rowOf(QStringLiteral("supported-sanitizers")));
    ASSERT_TRUE(until(60, [&] { return at(QStringLiteral("data-layout"), "hasBase").toBool(); }));
    specs.takeBase(specs.rowOf(QStringLiteral("data-layout")));
    EXPECT_TRUE(at(QStringLiteral("data-layout"), "given").toBool());
    EXPECT_FALSE(at(QStringLiteral("data-layout"), "differs").toBool());
    EXPECT_TRUE(specs.save());
    // Every line still ends as it did.
    const auto saved = *readFile(dir.path() / "a.json");
    EXPECT_EQ(replaceAll(saved, "\r\n", "").find('\n'), std::string::npos);
}

TEST_F(SpecModel, AValueOfAnotherTypeShowsWhatItIs)
{
    specs.openFile(gui::pathText(write("a.json", "{\"target-pointer-width\": \"32\"}")));
    EXPECT_EQ(at(QStringLiteral("target-pointer-width"), "value").toString(), QStringLiteral("\"32\""));
    ASSERT_TRUE(until(60, [&] { return !at(QStringLiteral("target-pointer-width"), "problem").toString().isEmpty(); }));
    specs.setValue(specs.rowOf(QStringLiteral("target-pointer-width")), QStringLiteral("32"));
    EXPECT_EQ(specs.text(), QStringLiteral("{\"target-pointer-width\": 32}"));
}

TEST_F(SpecModel, ASearchLooksAtAllKeysAndTheirHelp)
{
    specs.openFile(gui::pathText(write("a.json", armSpec)));
    const int given = specs.rowCount();
    specs.setWords(QStringLiteral("interrupt stack"));
    EXPECT_GE(specs.rowOf(QStringLiteral("disable-redzone")), 0);
    EXPECT_LT(specs.rowOf(QStringLiteral("arch")), 0);
    specs.setWords({});
    EXPECT_EQ(specs.rowCount(), given);
    specs.setScope(QStringLiteral("all"));
    EXPECT_GT(specs.rowCount(), 100);
}

TEST_F(SpecModel, MendsAllThatIsCertainInOneStep)
{
    specs.openFile(gui::pathText(write("thumbv7em-none-eabi.json", armSpec)));
    ASSERT_TRUE(until(60, [&] { return specs.certainMends() >= 2; }));
    specs.mendAll();
    EXPECT_TRUE(until(30, [&] { return specs.certainMends() == 0; }));
    EXPECT_TRUE(specs.text().contains(QStringLiteral("\"data-layout\"")));
    specs.undo();
    EXPECT_FALSE(specs.dirty());
}

TEST_F(SpecModel, KeepsUnsavedEditsWhileAnotherFileIsOpen)
{
    const auto a = gui::pathText(write("a.json", armSpec));
    const auto b = gui::pathText(write("b.json", armSpec));
    specs.setProject(dir.path());
    specs.openFile(a);
    specs.setText(QStringLiteral("{\n"));
    specs.openFile(b);
    EXPECT_FALSE(specs.dirty());
    EXPECT_EQ(specs.unsaved(), QStringList{QStringLiteral("a.json")});
    specs.openFile(a);
    EXPECT_EQ(specs.text(), QStringLiteral("{\n"));
    EXPECT_FALSE(specs.valid());
    specs.revert();
    EXPECT_TRUE(specs.valid());
    EXPECT_TRUE(specs.unsaved().isEmpty());
    EXPECT_TRUE(until(30, [&] { return specs.files().size() == 2; }));
    specs.openFile(QStringLiteral("/nowhere.json"));
    EXPECT_TRUE(specs.problem().contains(QStringLiteral("no file")));
    EXPECT_EQ(specs.file(), a);
}

TEST_F(SpecModel, TakesOverWhatAnotherProgramChanged)
{
    specs.openFile(gui::pathText(write("a.json", armSpec)));
    write("a.json", "{\"arch\": \"x86\"}");
    specs.lookAtDisk();
    EXPECT_EQ(at(QStringLiteral("arch"), "value").toString(), QStringLiteral("x86"));
    EXPECT_FALSE(specs.dirty());
    fs::remove(dir.path() / "a.json");
    specs.lookAtDisk();
    EXPECT_FALSE(specs.exists());
}

} // namespace
} // namespace crossyard
