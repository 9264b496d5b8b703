# SPDX-License-Identifier: MIT OR Apache-2.0
# The rules in packaging/lib, each a test of its own. They change nothing on the machine.
find_program(CROSSYARD_BASH bash REQUIRED)
foreach(test
        derives_from_a_deb822_entry
        derives_from_a_one_line_entry
        keeps_an_inline_key_and_a_mirror_list
        leaves_other_peoples_and_disabled_entries_alone
        asks_for_nothing_where_nothing_is_debians
        knows_the_systems_it_has_lists_for
        counts_results_as_ctest_means_them
        prefers_a_toolchain_whose_source_has_its_crates
        refuses_words_it_does_not_know)
    add_test(NAME packaging.${test} COMMAND ${CROSSYARD_BASH} ${CMAKE_CURRENT_SOURCE_DIR}/packaging_test.sh ${test})
    set_tests_properties(packaging.${test} PROPERTIES TIMEOUT 60)
endforeach()
