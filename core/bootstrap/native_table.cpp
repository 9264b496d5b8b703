// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap/native_table.h"

namespace crossyard::bootstrap {

namespace {

using enum NativeLibrary::Habit;

// clang-format off
constexpr NativeLibrary table[] = {
    {.crate = "alsa-sys", .pkgConfig = "alsa",
     .debian = "libasound2-dev", .fedora = "alsa-lib-devel", .arch = "alsa-lib"},
    {.crate = "bzip2-sys", .pkgConfig = "bzip2", .habit = SystemFirst, .bundled = "bzip2-1.0.8", .vendorOn = "static",
     .debian = "libbz2-dev", .fedora = "bzip2-devel", .arch = "bzip2"},
    {.crate = "curl-sys", .pkgConfig = "libcurl", .habit = SystemFirst, .bundled = "curl/lib", .vendorOn = "static-curl",
     .debian = "libcurl4-openssl-dev", .fedora = "libcurl-devel", .arch = "curl"},
    {.crate = "freetype-sys", .pkgConfig = "freetype2", .habit = SystemFirst, .bundled = "freetype2/src", .vendorOn = "bundled",
     .debian = "libfreetype-dev", .fedora = "freetype-devel", .arch = "freetype2"},
    {.crate = "libdbus-sys", .pkgConfig = "dbus-1", .atLeast = "1.6", .vendorOn = "vendored",
     .debian = "libdbus-1-dev", .fedora = "dbus-devel", .arch = "dbus"},
    {.crate = "libgit2-sys", .pkgConfig = "libgit2", .habit = SystemFirst, .bundled = "libgit2/src",
     .vendorOn = "vendored zlib-ng-compat", .systemEnv = "LIBGIT2_NO_VENDOR",
     .debian = "libgit2-dev", .fedora = "libgit2-devel", .arch = "libgit2"},
    {.crate = "libsqlite3-sys", .pkgConfig = "sqlite3", .vendorOn = "bundled bundled-sqlcipher",
     .systemEnv = "LIBSQLITE3_SYS_USE_PKG_CONFIG", .placeEnv = "SQLITE3_LIB_DIR",
     .debian = "libsqlite3-dev", .fedora = "sqlite-devel", .arch = "sqlite"},
    {.crate = "libssh2-sys", .pkgConfig = "libssh2", .habit = BundledFirst, .bundled = "libssh2/src",
     .systemEnv = "LIBSSH2_SYS_USE_PKG_CONFIG",
     .debian = "libssh2-1-dev", .fedora = "libssh2-devel", .arch = "libssh2"},
    {.crate = "libudev-sys", .pkgConfig = "libudev",
     .debian = "libudev-dev", .fedora = "systemd-devel", .arch = "systemd-libs"},
    {.crate = "libz-sys", .pkgConfig = "zlib", .habit = SystemFirst, .bundled = "src/zlib", .vendorOn = "static",
     .vendorEnv = "LIBZ_SYS_STATIC",
     .debian = "zlib1g-dev", .fedora = "zlib-devel", .arch = "zlib"},
    {.crate = "lzma-sys", .pkgConfig = "liblzma", .habit = SystemFirst, .bundled = "xz-5.2/src", .vendorOn = "static",
     .vendorEnv = "LZMA_API_STATIC",
     .debian = "liblzma-dev", .fedora = "xz-devel", .arch = "xz"},
    {.crate = "onig_sys", .pkgConfig = "oniguruma", .habit = BundledFirst, .bundled = "oniguruma/src",
     .systemEnv = "RUSTONIG_SYSTEM_LIBONIG",
     .debian = "libonig-dev", .fedora = "oniguruma-devel", .arch = "oniguruma"},
    {.crate = "openssl-sys", .pkgConfig = "openssl", .atLeast = "1.0.1", .vendorOn = "vendored",
     .systemEnv = "OPENSSL_NO_VENDOR", .placeEnv = "OPENSSL_DIR",
     .debian = "libssl-dev", .fedora = "openssl-devel", .arch = "openssl"},
    {.crate = "pcre2-sys", .pkgConfig = "libpcre2-8", .habit = SystemFirst, .bundled = "upstream/src", .vendorEnv = "PCRE2_SYS_STATIC",
     .debian = "libpcre2-dev", .fedora = "pcre2-devel", .arch = "pcre2"},
    {.crate = "pq-sys", .pkgConfig = "libpq", .vendorOn = "bundled", .placeEnv = "PQ_LIB_DIR",
     .debian = "libpq-dev", .fedora = "libpq-devel", .arch = "postgresql-libs"},
    {.crate = "yeslogic-fontconfig-sys", .pkgConfig = "fontconfig", .vendorOn = "dlopen",
     .debian = "libfontconfig-dev", .fedora = "fontconfig-devel", .arch = "fontconfig"},
    {.crate = "zstd-sys", .pkgConfig = "libzstd", .habit = BundledFirst, .bundled = "zstd/lib", .systemOn = "pkg-config",
     .systemEnv = "ZSTD_SYS_USE_PKG_CONFIG",
     .debian = "libzstd-dev", .fedora = "libzstd-devel", .arch = "zstd"},
};
// clang-format on

} // namespace

std::span<const NativeLibrary> nativeLibraries()
{
    return table;
}

} // namespace crossyard::bootstrap
