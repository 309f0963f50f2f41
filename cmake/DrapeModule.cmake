# One static library for each folder under src/. A folder may include only what it names in DEPS,
# because include paths come with the target: an undeclared include fails the build.
#
#   drape_module(image SOURCES decode.cpp encode.cpp DEPS drape::base PRIVATE_DEPS PkgConfig::vips)
#
# A module's headers live in include-by-path form: #include "image/decode.h". To keep the layers
# apart all the same, every module is given a private include root that links to its folder only.

add_library(drape_options INTERFACE)
target_compile_options(drape_options INTERFACE -Wall -Wextra -Wshadow -Wnon-virtual-dtor -Wold-style-cast
                       -Wcast-qual -Wunused -Woverloaded-virtual -Wimplicit-fallthrough)
if(DRAPE_WARNINGS_AS_ERRORS)
  target_compile_options(drape_options INTERFACE -Werror)
endif()
if(DRAPE_SANITIZE)
  # What is undefined ends the program: a test must not pass with a message on its console.
  set(not_this $<BOOL:$<TARGET_PROPERTY:DRAPE_SANITIZE_NOT>>)
  target_compile_options(drape_options INTERFACE -fno-omit-frame-pointer -g $<${not_this}:-O2>
                         $<$<NOT:${not_this}>:-fsanitize=${DRAPE_SANITIZE}> $<$<NOT:${not_this}>:-fno-sanitize-recover=all>)
  target_link_options(drape_options INTERFACE -fsanitize=${DRAPE_SANITIZE})
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    # GCC sees the new and delete of a coroutine's frame as a mismatch once they are instrumented, and members of optional
    # and variant as read before they are written (its manual tells of false warnings with -fsanitize).
    target_compile_options(drape_options INTERFACE -Wno-mismatched-new-delete -Wno-maybe-uninitialized)
  endif()
endif()
if(DRAPE_SANITIZE STREQUAL "thread")
  # ThreadSanitizer does not follow fences; Asio's queues are ordered by their locks as well.
  target_compile_definitions(drape_options INTERFACE BOOST_ASIO_DISABLE_FENCED_BLOCK)
endif()

function(drape_module name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS;PRIVATE_DEPS;PRECOMPILE" ${ARGN})
  set(target drape_${name})
  add_library(${target} STATIC ${ARG_SOURCES})
  add_library(drape::${name} ALIAS ${target})

  set(root "${CMAKE_BINARY_DIR}/include-roots/${name}")
  file(MAKE_DIRECTORY "${root}")
  file(CREATE_LINK "${CMAKE_CURRENT_SOURCE_DIR}" "${root}/${name}" SYMBOLIC)
  target_include_directories(${target} PUBLIC "${root}")

  target_link_libraries(${target} PUBLIC ${ARG_DEPS} PRIVATE drape_options ${ARG_PRIVATE_DEPS})
  if(name IN_LIST DRAPE_SANITIZE_NOT)
    set_target_properties(${target} PROPERTIES DRAPE_SANITIZE_NOT ON)
  endif()
  if(ARG_PRECOMPILE)
    target_precompile_headers(${target} PRIVATE ${ARG_PRECOMPILE})
  endif()
endfunction()
