// SPDX-License-Identifier: MIT OR Apache-2.0
#include "readiness_model.h"

#include "text.h"

namespace crossyard::gui {

using rust::Finding;

ReadinessModel::ReadinessModel(QObject *parent)
    : ListModel(parent), m_list({{"title", [](const Finding &f) { return toQt(f.title); }},
                                 {"findingId", [](const Finding &f) { return toQt(f.id); }},
                                 {"state", [](const Finding &f) { return toQt(rust::stateName(f.state)); }},
                                 {"required", [](const Finding &f) { return f.required; }},
                                 {"how", [](const Finding &f) { return toQt(f.how); }},
                                 {"mend", [](const Finding &f) { return toQt(f.mend); }}})
{
}

} // namespace crossyard::gui
