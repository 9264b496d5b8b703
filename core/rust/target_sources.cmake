# SPDX-License-Identifier: MIT OR Apache-2.0
# embed(NAME FILE): NAME_data.cpp, which defines NAMEData and NAMEDataSize.
function(embed name file)
    set(input ${CMAKE_CURRENT_SOURCE_DIR}/../../resources/${file})
    set(output ${CMAKE_CURRENT_BINARY_DIR}/${name}_data.cpp)
    add_custom_command(
        OUTPUT ${output}
        COMMAND ${CMAKE_COMMAND} -DINPUT=${input} -DNAME=${name} -DOUTPUT=${output}
                -P ${CMAKE_CURRENT_SOURCE_DIR}/embed.cmake
        DEPENDS ${input} ${CMAKE_CURRENT_SOURCE_DIR}/embed.cmake
        VERBATIM)
endfunction()
embed(chip chips.json)
embed(help spec_help.json)
set(rust_target_sources
    chip.cpp chip_search.cpp ${CMAKE_CURRENT_BINARY_DIR}/chip_data.cpp ${CMAKE_CURRENT_BINARY_DIR}/help_data.cpp
    target.cpp target_ask.cpp target_facts.cpp target_facts_filter.cpp target_facets.cpp
    target_spec.cpp target_spec_schema.cpp target_spec_try.cpp target_spec_new.cpp
    target_spec_help.cpp target_spec_fields.cpp target_spec_edit.cpp target_spec_syntax.cpp
    target_check.cpp target_check_answers.cpp target_check_history.cpp target_check_lints.cpp)
