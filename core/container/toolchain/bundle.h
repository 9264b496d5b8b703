// SPDX-License-Identifier: MIT OR Apache-2.0
// A bundle: a distribution's toolchain as a directory that runs in any image.
//
//   KEY/bin/rustc, cargo ...              copies, which begin with the bundle's loader and search the bundle first
//   KEY/lib/librustc_driver-*.so          by its place rustc knows its sysroot: KEY
//   KEY/libexec/host/*.so                 all else that they load, glibc and its loader among it
//   KEY/lib/rustlib/TARGET/bin/...        rustc's own tools, likewise copies
//   KEY/lib/rustlib/TARGET/lib            an empty directory: a mount of the real one goes there
//   KEY/lib/rustlib/src/rust              likewise
//
// What the programs load stands in no directory that cargo puts into LD_LIBRARY_PATH (lib, lib/rustlib/TARGET/lib):
// build scripts are programs of the image, and die with another machine's libc. It is found by DT_RPATH instead, which
// the whole chain of libraries inherits, and which goes before LD_LIBRARY_PATH.
//
// A procedural macro is linked with the image's libc and loaded into rustc. So the libc in the bundle must not be older
// than the image's. Where it is, the bundle has no libc, and its programs run on the image's, which is newer than what
// they were linked with.
#pragma once

#include "activity/activity.h"
#include "container/toolchain/container_toolchain.h"

namespace crossyard::container {

/// What becomes of a file on its way into a bundle.
enum class BundleKind {
    Copy,    // nothing
    Library, // a search path of its own goes, where it has one
    Program, // the bundle's loader and search path
    Link,    // to another file of the bundle
};

struct BundleFile {
    std::string place; // in the bundle: "bin/rustc"
    fs::path source;   // the real file; of a Link: relative, as it is written
    BundleKind kind = BundleKind::Copy;
    bool operator==(const BundleFile &) const = default;
};

struct BundlePlan {
    std::string key;    // "1.96.0-0123456789abcdef"
    fs::path directory; // where it is or will be
    std::vector<BundleFile> files = {};
    std::string loader = {};        // its place; empty: the image's
    std::string glibc = {};         // this machine's: "2.41"
    std::vector<Mount> mounts = {}; // below the directory, or at their own place
    std::uintmax_t size = 0;        // bytes to be copied
};

/// Looks at what the toolchain is made of; nothing is written. Errors: NotFound, Unsupported, ToolFailed, Io,
/// Cancelled.
Result<BundlePlan> planBundle(const BundleRequest &request, const CancelToken &cancel);

/// The toolchain's lib/rustlib as mounts, and the files that have to be in the bundle besides: tools, and what links
/// lead to. Places are relative to the bundle; a mount at an absolute one goes to where a link leads. Errors: Io.
struct RustlibPlan {
    std::vector<Mount> mounts = {};
    std::vector<BundleFile> files = {};
};
Result<RustlibPlan> planRustlib(const fs::path &rustlib);

/// The file or directory that all links lead to. Errors: Io.
Result<fs::path> realPath(const fs::path &path);

/// The words of patchelf for a file of the bundle: the loader goes by its final path. Empty where there is nothing to
/// do.
std::vector<std::string> patchWords(const BundleFile &file, const BundlePlan &plan);

/// Copies and patches; published whole. What is there is left alone. Errors: NotFound (no patchelf), ToolFailed, Io,
/// Cancelled.
Result<void> makeBundle(const BundlePlan &plan, activity::Reporter &reporter, const CancelToken &cancel);

} // namespace crossyard::container
