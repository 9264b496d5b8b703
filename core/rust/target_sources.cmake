# SPDX-License-Identifier: MIT OR Apache-2.0
set(chips ${CMAKE_CURRENT_SOURCE_DIR}/../../resources/chips.json)
add_custom_command(
    OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/chip_data.cpp
    COMMAND ${CMAKE_COMMAND} -DINPUT=${chips} -DOUTPUT=${CMAKE_CURRENT_BINARY_DIR}/chip_data.cpp
            -P ${CMAKE_CURRENT_SOURCE_DIR}/chip_embed.cmake
    DEPENDS ${chips} ${CMAKE_CURRENT_SOURCE_DIR}/chip_embed.cmake
    VERBATIM)
set(rust_target_sources
    chip.cpp chip_search.cpp ${CMAKE_CURRENT_BINARY_DIR}/chip_data.cpp
    target.cpp target_ask.cpp target_facts.cpp target_facts_filter.cpp target_facets.cpp
    target_spec.cpp target_spec_schema.cpp target_spec_try.cpp target_spec_new.cpp
    target_check.cpp target_check_answers.cpp target_check_history.cpp target_check_lints.cpp)
