// SPDX-License-Identifier: MIT OR Apache-2.0
// crossyard: finds the verb and hands it the rest of the words.
#include "common.h"
#include "rustc_wrapper.h"
#include "verb.h"

#include <QCoreApplication>

#include <algorithm>
#include <format>
#include <iterator>

namespace {

struct Verb {
    const char *name;
    const char *summary;
    int (*run)(const QStringList &words);
};

constexpr Verb verbs[] = {
    {"toolchains", "what is installed: version, host, source, targets with a prebuilt std",
     crossyard::cli::runToolchains},
    {"toolchain", "install, update, remove, component, target: toolchains changed with rustup or packages",
     crossyard::cli::runToolchain},
    {"targets", "every target with its facts; chips and boards", crossyard::cli::runTargets},
    {"target", "show, new, check, diff: target specs", crossyard::cli::runTarget},
    {"doctor", "what is there, what is missing, and the command that mends it", crossyard::cli::runDoctor},
    {"sysroot", "plan, build, check, path, list, remove, prune: the standard library from source",
     crossyard::cli::runSysroot},
    {"bootstrap", "a package from its sources with rustc alone, without cargo", crossyard::cli::runBootstrap},
    {"cargo", "cargo with the right sysroot", crossyard::cli::runCargo},
    {"cross", "config: what Cross.toml, Cargo.toml and variables set for builds in a container",
     crossyard::cli::runCross},
    {"graph", "who depends on whom in a project or sysroot: a tree, DOT or JSON", crossyard::cli::runGraph},
    {"why", "why a package is there: who asks for it, and where", crossyard::cli::runWhy},
    {"duplicates", "packages that are there with several versions", crossyard::cli::runDuplicates},
    {"jobs", "list, show, log: what the window built and ran", crossyard::cli::runJobs},
    {"gui", "open the window", crossyard::cli::runGui},
};

std::string usage()
{
    std::string text = "Usage: crossyard VERB ...\n\nVerbs:\n";
    for (const auto &verb : verbs)
        text += std::format("  {:<12}{}\n", verb.name, verb.summary);
    return text + "\n`crossyard VERB --help` says more.  `crossyard --version` prints the version.";
}

} // namespace

int main(int argc, char *argv[])
{
    using namespace crossyard;
    if (const auto status = cli::actAsWrapper(argc, argv))
        return *status;
    // Qt warns of a locale that is not UTF-8, which it then takes for UTF-8: nothing that a user must mend.
    const auto handler = qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &) {});
    const QCoreApplication application(argc, argv);
    qInstallMessageHandler(handler);
    QStringList words = QCoreApplication::arguments().mid(1);
    if (words.isEmpty()) {
        cli::say(usage());
        return cli::exitUsage;
    }
    const std::string name = words.takeFirst().toStdString();
    if (name == "--help" || name == "-h" || name == "help") {
        cli::print(usage());
        return cli::exitDone;
    }
    if (name == "--version" || name == "-V") {
        cli::print("crossyard " CROSSYARD_VERSION);
        return cli::exitDone;
    }
    const auto *verb = std::ranges::find(verbs, name, [](const Verb &v) { return std::string(v.name); });
    if (verb == std::end(verbs)) {
        cli::say(std::format("error: there is no verb `{}`\n{}", name, usage()));
        return cli::exitUsage;
    }
    return verb->run(words);
}
