# SPDX-License-Identifier: MIT OR Apache-2.0
# A core module is a static library that sees its own headers and those of the floors that it links, and no others.
# Headers are included as "module/header.h"; each module's include directory holds one link, named after the module,
# to its folder, so that the header of a module that is not linked is not found.
function(crossyard_module name)
    cmake_parse_arguments(arg "" "" "SOURCES;LINKS" ${ARGN})
    set(floor ${CMAKE_BINARY_DIR}/floors/${name})
    file(MAKE_DIRECTORY ${floor})
    file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${floor}/${name} SYMBOLIC COPY_ON_ERROR)
    add_library(crossyard_${name} STATIC ${arg_SOURCES})
    target_include_directories(crossyard_${name} PUBLIC ${floor})
    target_link_libraries(crossyard_${name} PUBLIC ${arg_LINKS})
endfunction()
