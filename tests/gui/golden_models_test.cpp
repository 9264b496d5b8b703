// SPDX-License-Identifier: MIT OR Apache-2.0
// What the views read from the models: every role of every row, against golden files.
#include "diagnostic_model.h"
#include "plan_model.h"
#include "readiness_model.h"
#include "spec_model.h"
#include "target_model.h"
#include "xargo_model.h"

#include "support/support.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace crossyard::gui {
namespace {

using Tester = QAbstractItemModelTester;
constexpr auto strict = Tester::FailureReportingMode::Fatal;

QJsonArray rowsOf(const QAbstractItemModel &model)
{
    QJsonArray rows;
    const auto names = model.roleNames();
    for (int row = 0; row < model.rowCount(); ++row) {
        QJsonObject object;
        for (auto it = names.begin(); it != names.end(); ++it)
            object.insert(QString::fromLatin1(it.value()),
                          QJsonValue::fromVariant(model.data(model.index(row, 0), it.key())));
        rows.append(object);
    }
    return rows;
}

void expectRows(const QAbstractItemModel &model, const char *name)
{
    test::expectGolden(QJsonDocument(rowsOf(model)).toJson().toStdString(), fs::path("models") / name);
}

TEST(GoldenModels, TargetsAndFacets)
{
    using rust::Fact;
    std::vector<rust::TargetFacts> all(2);
    all[0][Fact::Name] = "thumbv7em-none-eabihf";
    all[0][Fact::Arch] = "arm";
    all[0][Fact::Os] = "none";
    all[0][Fact::Tier] = "2";
    all[0][Fact::Std] = "false";
    all[0][Fact::PointerWidth] = "32";
    all[1][Fact::Name] = "x86_64-unknown-linux-gnu";
    all[1][Fact::Arch] = "x86_64";
    all[1][Fact::Os] = "linux";
    all[1][Fact::Tier] = "1";
    all[1][Fact::Std] = "true";
    all[1][Fact::PointerWidth] = "64";
    TargetModel model;
    const Tester tester(&model, strict);
    const Tester facets(model.facets(), strict);
    model.setAll(all);
    model.toggleFavourite(QStringLiteral("thumbv7em-none-eabihf"));
    expectRows(model, "targets.json");
    expectRows(*model.facets(), "facets.json");
}

TEST(GoldenModels, Readiness)
{
    using State = rust::Finding::State;
    ReadinessModel model;
    const Tester tester(&model, strict);
    model.show({{.id = "toolchain",
                 .title = "Rust toolchain",
                 .state = State::Present,
                 .required = true,
                 .how = "debian",
                 .mend = {}},
                {.id = "linker",
                 .title = "linker rust-lld",
                 .state = State::Missing,
                 .required = true,
                 .how = "looked on PATH",
                 .mend = "apt-get install lld"},
                {.id = "cc",
                 .title = "C compiler",
                 .state = State::Broken,
                 .required = false,
                 .how = "it does not run",
                 .mend = {}}});
    expectRows(model, "readiness.json");
}

TEST(GoldenModels, Diagnostics)
{
    const auto log = std::make_shared<job::JobLog>();
    for (const char *line :
         {"   Compiling board v0.1.0", "warning: unused variable: `x`", " --> src/main.rs:3:9", "  |",
          "\x1b[1m\x1b[31merror[E0463]\x1b[0m: can't find crate for `std`", " --> src/lib.rs:1:1",
          "error: could not compile `board` (lib) due to 1 previous error; 1 warning emitted"})
        log->append(line);
    DiagnosticModel model;
    const Tester tester(&model, strict);
    model.show(log);
    expectRows(model, "diagnostics.json");
}

TEST(GoldenModels, XargoToml)
{
    const test::TempDir dir;
    dir.write("own/Cargo.toml", "[package]\nname = 'own'\nversion = '0.1.0'\n");
    dir.write("Xargo.toml", "[dependencies.core]\n[dependencies.alloc]\nfeatures = [\"optimize_for_size\"]\n"
                            "default-features = false\n[dependencies.own]\npath = \"own\"\nstage = 1\n"
                            "[target.thumbv7m-none-eabi.dependencies.compiler_builtins]\nstage = 2\n");
    XargoModel model;
    const Tester tester(&model, strict);
    model.open(dir.path());
    EXPECT_EQ(model.problem(), QString());
    expectRows(model, "xargo.json");
}

TEST(GoldenModels, StoredSysroots)
{
    SysrootModel model;
    const Tester tester(&model, strict);
    sysroot::SysrootRecord record;
    record.name = "thumbv7m-none-eabi-0123456789abcdef";
    record.path = "/store/sysroots/thumbv7m-none-eabi-0123456789abcdef";
    record.key = "0123456789abcdef";
    record.target = "thumbv7m-none-eabi";
    record.toolchain = "debian (1.96.0)";
    record.profile = "release";
    record.crates = {"core", "alloc"};
    record.why = "crossyard sysroot build in /project";
    record.size = 12345678;
    model.show({record});
    expectRows(model, "sysroots.json");
}

} // namespace
} // namespace crossyard::gui
