// SPDX-License-Identifier: MIT OR Apache-2.0
// Changing toolchains: installing, updating and removing them, and adding and removing components and targets. rustup
// does it where the toolchain is rustup's, the system's package manager where it came in packages. What would be done
// is a plan, made by a pure function from facts that were gathered first; toolchain_change_job.h carries it out.
#pragma once

#include "process/command.h"
#include "rust/dist_server.h"
#include "rust/doctor_packages.h"
#include "rust/toolchain.h"
#include "rust/toolchain_rustup.h"

namespace crossyard::rust {

struct ToolchainChange {
    enum class Kind {
        Install, // a toolchain that is not there yet
        Update,  // to the newest release of its channel
        Remove,
        Modify, // other components and targets
    };
    Kind kind = Kind::Install;
    /// Its name; with Update empty for all of rustup's. With Install, a distribution's name ("debian") means its
    /// packages.
    std::string toolchain;
    std::string profile = {}; // Install: minimal, default or complete; empty: what rustup is set to
    std::vector<std::string> components = {}, targets = {};               // to add
    std::vector<std::string> removedComponents = {}, removedTargets = {}; // Modify
    bool operator==(const ToolchainChange &) const = default;
};

struct ChangePart {
    enum class What { Added, Removed, Updated };
    What what = What::Added;
    std::string name; // a component's, or a package's with its version
    std::string url = {}, hash = {};
    std::optional<std::uintmax_t> bytes = {}; // to download; of what is removed, on the disk
    bool operator==(const ChangePart &) const = default;
};
std::string_view whatName(ChangePart::What what); // "add", "remove", "update"

/// Who may carry the commands out.
enum class Rights {
    User,    // anybody
    Root,    // root, and that is who we are
    Desktop, // root; pkexec asks for a password
    Missing, // root, and we cannot become it: the commands are to be run with sudo
};

struct ChangePlan {
    ToolchainChange change = {};
    std::string title = {};                      // "Install toolchain nightly"
    std::vector<process::Command> commands = {}; // as they are run, pkexec included
    Rights rights = Rights::User;
    std::vector<ChangePart> parts = {};
    bool partsKnown = true;                             // false: what the commands would bring could not be found out
    std::optional<std::uintmax_t> download = {};        // bytes; nothing: not known
    std::optional<std::uintmax_t> freed = {};           // bytes on the disk, likewise
    std::vector<std::string> notes = {}, warnings = {}; // remarks, and what the user may not want
    std::vector<std::string> kept = {};     // rustup's toolchains that are kept aside until all has gone well
    std::optional<std::string> forget = {}; // an added toolchain that is only taken from the list
    std::string outcome = {};               // a sentence for when it is done
    fs::path rustupHome = {};               // empty where rustup has no part in it

    bool nothingToDo() const { return commands.empty() && !forget; }
    /// What a terminal would be given; "sudo" where root is needed.
    std::string commandLine() const;
};

struct ChangeFacts {
    std::optional<fs::path> rustup;                // the program
    std::optional<Rustup> settings;                // nothing where rustup was never set up
    fs::path home;                                 // rustup's
    bool homeWritable = true;                      // or can be made
    std::vector<Toolchain> toolchains;             // all that there are
    std::shared_ptr<const DistManifest> installed; // of the toolchain that is changed, where rustup installed it
    std::shared_ptr<const DistManifest> offered;   // Install, Update: what the server has now
    std::optional<Error> offerProblem;             // why that is not known
    std::string host;                              // what rustup installs for
    PackageSystem system;
    bool pkexec = false;                        // there is one, and the user can be asked
    std::vector<std::string> architectures;     // dpkg's: the machine's own first, then the foreign ones
    std::vector<std::string> installedPackages; // of those that Rust may come in
};

/// Looks at what the change is about. `server` is asked only where the change brings a release. Errors: Cancelled, Io.
Result<ChangeFacts> gatherChangeFacts(const ToolchainChange &change, const fs::path &project, bool canAsk,
                                      DistServer &server, const CancelToken &cancel);

/// Pure. Errors: NotFound, BadInput, Unsupported, each with what can be done instead.
Result<ChangePlan> planChange(const ToolchainChange &change, const ChangeFacts &facts);

/// Finds out what the plan takes: sizes of downloads from the server, of what goes from the disk, and what the package
/// manager would do. Errors: Cancelled, ToolFailed (the package manager refuses, with its reason).
Result<void> measureChange(ChangePlan &plan, DistServer &server, const CancelToken &cancel);

/// All three. `canAsk`: there is a desktop that can ask for a password.
Result<ChangePlan> makeChangePlan(const ToolchainChange &change, const fs::path &project, bool canAsk,
                                  DistServer &server, const CancelToken &cancel);

/// A component or target that can be had, for a list to choose from.
struct ChangeOffer {
    std::string name;
    bool target = false;
    bool installed = false;
    bool optional = true; // without it the toolchain does not work
    bool operator==(const ChangeOffer &) const = default;
};
/// What can be added to a toolchain and removed from it. Errors: NotFound, Unsupported (neither rustup nor a package
/// manager knows it), Cancelled.
Result<std::vector<ChangeOffer>> offersFor(const std::string &toolchain, const fs::path &project,
                                           const CancelToken &cancel);
/// What a release offers that is not installed yet.
Result<std::vector<ChangeOffer>> offersOf(const ToolchainName &name, DistServer &server, const CancelToken &cancel);

/// For people, several lines; and one JSON object in one line.
std::string toText(const ChangePlan &plan);
std::string toJson(const ChangePlan &plan);

/// "rustup" where it is on PATH, or the program where its installer puts it.
std::optional<fs::path> findRustup();
/// What installs Rust on a system without rustup: a command, or empty.
std::string commandWithoutRustup(const PackageSystem &system);

} // namespace crossyard::rust
