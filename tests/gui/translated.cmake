# SPDX-License-Identifier: MIT OR Apache-2.0
# Fails where a text of the window is in no translation yet. Asked for with LUPDATE, SOURCE and WORK.
file(GLOB translations ${SOURCE}/resources/i18n/*.ts)
foreach(file IN LISTS translations)
    cmake_path(GET file FILENAME name)
    file(COPY ${file} DESTINATION ${WORK})
    execute_process(COMMAND ${LUPDATE} -no-obsolete -locations none ${SOURCE}/qml ${SOURCE}/app/gui -ts ${WORK}/${name}
        OUTPUT_VARIABLE said ERROR_VARIABLE said RESULT_VARIABLE status)
    if(NOT status EQUAL 0)
        message(FATAL_ERROR "lupdate failed: ${said}")
    endif()
    file(STRINGS ${WORK}/${name} missing REGEX "type=\"unfinished\"")
    list(LENGTH missing count)
    if(count GREATER 0)
        message(FATAL_ERROR "${count} texts are not translated in ${name}: build the target crossyard_gui_lupdate, then translate them")
    endif()
endforeach()
