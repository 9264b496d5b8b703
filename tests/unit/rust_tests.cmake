# SPDX-License-Identifier: MIT OR Apache-2.0
crossyard_test(compiler_test SOURCES compiler_test.cpp LINKS crossyard_rust)
crossyard_test(toolchain_test SOURCES toolchain_test.cpp LINKS crossyard_rust)
crossyard_test(toolchain_change_test SOURCES toolchain_change_test.cpp LINKS crossyard_rust)
crossyard_test(doctor_test SOURCES doctor_test.cpp LINKS crossyard_rust)
crossyard_test(target_test SOURCES target_test.cpp LINKS crossyard_rust TIMEOUT 300)
crossyard_test(target_spec_test SOURCES target_spec_test.cpp LINKS crossyard_rust TIMEOUT 300)
crossyard_test(target_spec_edit_test SOURCES target_spec_edit_test.cpp LINKS crossyard_rust TIMEOUT 300)
crossyard_test(chip_test SOURCES chip_test.cpp LINKS crossyard_rust)
