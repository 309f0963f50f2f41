# The target drape_networks: models/*.onnx and models/manifest.json in the build folder, imported from the
# pinned npm packages. A package whose files are not the reviewed ones fails the build.
set(DRAPE_MODELS_DIR "${CMAKE_BINARY_DIR}/models" CACHE INTERNAL "Where the imported networks are")
set(packages "${CMAKE_SOURCE_DIR}/node_modules")

if(NOT EXISTS "${packages}/@mediapipe")
  message(FATAL_ERROR "The networks are not there. Run './run setup'.")
endif()

add_custom_command(
  OUTPUT "${DRAPE_MODELS_DIR}/manifest.json"
  COMMAND drape-import-networks "${packages}" "${DRAPE_MODELS_DIR}"
  DEPENDS drape-import-networks "${CMAKE_SOURCE_DIR}/package-lock.json"
  COMMENT "Verifying and importing the networks"
  VERBATIM)

# The networks that the project trained itself (docs/garment-networks.md) are in the source tree.
set(trained)
foreach(name garment_sight garment_outline garment_look)
  add_custom_command(
    OUTPUT "${DRAPE_MODELS_DIR}/${name}.onnx"
    COMMAND "${CMAKE_COMMAND}" -E copy "${CMAKE_SOURCE_DIR}/networks/${name}.onnx" "${DRAPE_MODELS_DIR}/${name}.onnx"
    DEPENDS "${CMAKE_SOURCE_DIR}/networks/${name}.onnx" "${DRAPE_MODELS_DIR}/manifest.json"
    VERBATIM)
  list(APPEND trained "${DRAPE_MODELS_DIR}/${name}.onnx")
endforeach()
add_custom_target(drape_networks ALL DEPENDS "${DRAPE_MODELS_DIR}/manifest.json" ${trained})
