# SPDX-License-Identifier: MIT OR Apache-2.0
set(rust_toolchain_sources cache.cpp compiler.cpp compiler_program.cpp source.cpp
    toolchain.cpp toolchain_added.cpp toolchain_candidate.cpp toolchain_inspect.cpp toolchain_json.cpp
    toolchain_rustup.cpp toolchain_system.cpp
    doctor.cpp doctor_gather.cpp doctor_packages.cpp doctor_tools.cpp
    toolchain_name.cpp dist_manifest.cpp dist_server.cpp toolchain_keep.cpp
    toolchain_change.cpp toolchain_change_gather.cpp toolchain_change_rustup.cpp toolchain_change_packages.cpp
    toolchain_change_text.cpp toolchain_offers.cpp toolchain_change_job.cpp)
