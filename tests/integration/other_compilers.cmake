# SPDX-License-Identifier: MIT OR Apache-2.0
# Compilers of other releases of Debian, and projects that it ships, unpacked beside the system; where there is no apt,
# these tests are skipped.
crossyard_test(source_digest_test SOURCES source_digest_test.cpp LINKS crossyard_sysroot)
add_dependencies(source_digest_test crossyard)
foreach(case
        rustc_1_63_builds_core_and_alloc
        rustc_1_63_says_which_crate_of_std_is_missing
        rustc_1_85_says_which_compiler_builtins_it_needs
        rustc_of_sid_builds_core_and_alloc
        links_the_objects_that_a_toolchain_has
        digests_cover_the_sources_of_each_layout)
    add_test(NAME other_compilers.${case}
        COMMAND ${CROSSYARD_BASH} ${CMAKE_CURRENT_SOURCE_DIR}/other_compilers.sh
            $<TARGET_FILE_DIR:crossyard> ${CMAKE_BINARY_DIR}/other_compilers ${case})
    # They share what is downloaded; the first one waits for it.
    set_tests_properties(other_compilers.${case} PROPERTIES TIMEOUT 900 SKIP_RETURN_CODE 77
        RESOURCE_LOCK other_compilers)
endforeach()
foreach(script real_projects package_graphs)
    add_test(NAME ${script}.graphs_are_those_of_cargo
        COMMAND ${CROSSYARD_BASH} ${CMAKE_CURRENT_SOURCE_DIR}/${script}.sh
            $<TARGET_FILE_DIR:crossyard> ${CMAKE_BINARY_DIR}/other_compilers)
    set_tests_properties(${script}.graphs_are_those_of_cargo PROPERTIES TIMEOUT 900 SKIP_RETURN_CODE 77
        RESOURCE_LOCK other_compilers)
endforeach()
add_test(NAME bootstrap_cargo.cargo_0_66_by_rustc_alone
    COMMAND ${CROSSYARD_BASH} ${CMAKE_CURRENT_SOURCE_DIR}/bootstrap_cargo.sh
        $<TARGET_FILE_DIR:crossyard> ${CMAKE_BINARY_DIR}/other_compilers)
set_tests_properties(bootstrap_cargo.cargo_0_66_by_rustc_alone PROPERTIES TIMEOUT 900 SKIP_RETURN_CODE 77
    RESOURCE_LOCK other_compilers)
