# SPDX-License-Identifier: MIT OR Apache-2.0
# Sysroots that are really built, by the program itself. What several tests need is built once, in a store under the
# build directory; each run of ctest begins with an empty one.
find_package(nlohmann_json REQUIRED)
set(CROSSYARD_TEST_STORE "${CMAKE_BINARY_DIR}/tests/a stôre")
add_test(NAME sysroot_tests.begin_with_an_empty_store
    COMMAND ${CMAKE_COMMAND} -E rm -rf "${CROSSYARD_TEST_STORE}")
set_tests_properties(sysroot_tests.begin_with_an_empty_store PROPERTIES FIXTURES_SETUP crossyard_store)

function(crossyard_sysroot_test name)
    cmake_parse_arguments(arg "" "LOCK" "" ${ARGN})
    set(lock)
    if(arg_LOCK)
        # They begin first: none of them is to run alone at the end.
        set(lock RESOURCE_LOCK ${arg_LOCK} COST 100)
    endif()
    add_executable(${name} ${name}.cpp sysroot_world.cpp)
    target_link_libraries(${name} PRIVATE crossyard_test_support nlohmann_json::nlohmann_json)
    target_compile_definitions(${name} PRIVATE CROSSYARD_TEST_STORE="${CROSSYARD_TEST_STORE}")
    add_dependencies(${name} crossyard)
    # Long enough for a machine that does other work as well.
    gtest_discover_tests(${name} TEST_PREFIX "${name}." DISCOVERY_TIMEOUT 60
        PROPERTIES TIMEOUT 900 ${lock} FIXTURES_REQUIRED crossyard_store)
endfunction()

foreach(name sysroot_build_test xargo_build_test cargo_verb_test sysroot_bad_luck_test sysroot_store_test
        xargo_message_test xargo_corpus_test sysroot_use_test graph_verb_test)
    crossyard_sysroot_test(${name})
endforeach()
target_link_libraries(sysroot_use_test PRIVATE crossyard_sysroot)
crossyard_test(bootstrap_bad_luck_test SOURCES bootstrap_bad_luck_test.cpp bootstrap_world.cpp sysroot_world.cpp
    LINKS nlohmann_json::nlohmann_json TIMEOUT 600)
add_dependencies(bootstrap_bad_luck_test crossyard)
target_compile_definitions(bootstrap_bad_luck_test PRIVATE CROSSYARD_TEST_STORE="${CROSSYARD_TEST_STORE}")

# Builds in containers. The images that they need are Debian's packages; a machine that cannot run a container skips them.
foreach(name cross_build_test cross_debug_test cross_export_run_test remote_build_test)
    crossyard_sysroot_test(${name} LOCK crossyard_images)
    target_sources(${name} PRIVATE cross_world.cpp)
endforeach()
