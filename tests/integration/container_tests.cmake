# SPDX-License-Identifier: MIT OR Apache-2.0
# Toolchains and libraries in containers. The bundle of the real rustc is made once a run of ctest; packages that are
# downloaded are kept.
add_executable(container_toolchain_test container_toolchain_test.cpp)
target_link_libraries(container_toolchain_test PRIVATE crossyard_test_rustup crossyard_container)
target_compile_definitions(container_toolchain_test PRIVATE
    CROSSYARD_TEST_STORE="${CROSSYARD_TEST_STORE}"
    CROSSYARD_TEST_PACKAGES="${CMAKE_BINARY_DIR}/other_compilers/std")
gtest_discover_tests(container_toolchain_test TEST_PREFIX "container_toolchain_test." DISCOVERY_TIMEOUT 60
    PROPERTIES TIMEOUT 900 FIXTURES_REQUIRED crossyard_store RESOURCE_LOCK container_images)
