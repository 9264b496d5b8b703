# SPDX-License-Identifier: MIT OR Apache-2.0
# Each module, and a header of the floor above it: including that does not compile, because it is not found.
set(floors base=activity/activity.h activity=process/command.h process=remote/remote.h remote=text/toml.h text=rust/compiler.h
    rust=cargo/cfg.h cargo=registry/sources.h registry=build/unit_graph.h build=graph/dependency_graph.h
    graph=sysroot/library.h job=sysroot/library.h sysroot=bootstrap/bootstrap_request.h
    bootstrap=container/cross_config.h container=bootstrap/bootstrap_request.h)
foreach(floor ${floors})
    string(REGEX MATCH "^([a-z]+)=(.+)$" matched ${floor})
    set(module ${CMAKE_MATCH_1})
    set(header ${CMAKE_MATCH_2})
    set(source ${CMAKE_CURRENT_BINARY_DIR}/floor_${module}.cpp)
    file(WRITE ${source} "#include \"${header}\"\n")
    add_test(NAME floors.${module}_does_not_see_${header}
        COMMAND ${CMAKE_CXX_COMPILER} -std=c++23 -fsyntax-only
            "-I$<JOIN:$<TARGET_PROPERTY:crossyard_${module},INCLUDE_DIRECTORIES>,;-I>" ${source}
        COMMAND_EXPAND_LISTS)
    set_tests_properties(floors.${module}_does_not_see_${header} PROPERTIES
        PASS_REGULAR_EXPRESSION "${header}(: No such file or directory|' file not found)" TIMEOUT 60)
endforeach()
if(NOT WIN32 AND NOT APPLE)
    crossyard_test(core_loads_test SOURCES core_loads_test.cpp LINKS crossyard_sysroot crossyard_graph)
endif()
