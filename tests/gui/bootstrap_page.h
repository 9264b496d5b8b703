// SPDX-License-Identifier: MIT OR Apache-2.0
// The Bootstrap page in a window, as its tests handle it.
#pragma once

#include "bootstrap_model.h"
#include "window.h"

#include "integration/bootstrap_world.h"
#include "support/rust.h"
#include "support/support.h"

namespace crossyard::test {

inline QString text(const fs::path &path)
{
    return gui::pathText(path);
}

// The page in a window, without a package.
class BootstrapPage {
public:
    BootstrapPage()
    {
        window.press(Qt::Key_6, Qt::ControlModifier);
        model().close();
        model().setToolchain(text(realToolchain().rustc));
    }
    gui::BootstrapModel &model() { return *window.app().bootstrap(); }
    bool planned()
    {
        return until(60, [this] { return !model().planning() && (model().planned() || !problem().empty()); });
    }
    std::string problem() { return textOf("text"); }
    std::string textOf(const char *member)
    {
        return model().problem().value(QLatin1String(member)).toString().toStdString();
    }
    std::string walk(const char *step) { return model().walk().value(QLatin1String(step)).toString().toStdString(); }
    std::string shown(const char *name)
    {
        const auto *item = window.find(QLatin1String(name));
        return item ? item->property("text").toString().toStdString() : "(not there)";
    }
    bool built()
    {
        return until(300, [this] {
            const auto job = model().jobFacts();
            return job.value(QStringLiteral("active")) == false && !model().planning();
        });
    }
    std::string jobState() { return model().jobFacts().value(QStringLiteral("state")).toString().toStdString(); }

    Window window;
};

} // namespace crossyard::test
