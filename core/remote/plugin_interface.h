// SPDX-License-Identifier: MIT OR Apache-2.0
// How Qt knows the plugin.
#pragma once

#include "remote/remote.h"

#include <QtPlugin>

// Changes with every change of remote.h, so that a plugin of another build is refused and not called wrongly.
#define CrossyardRemote_iid "org.crossyard.Remote/3"
Q_DECLARE_INTERFACE(crossyard::remote::Remote, CrossyardRemote_iid)
