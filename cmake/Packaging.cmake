# What `cmake --install` lays down and what is in the Debian package (`cpack -G DEB`, `./run package`). The tree can be
# moved: the program finds its library in ../lib/drape and its networks in ../share/drape/models from where it lies.
set(CPACK_PACKAGE_NAME drape)
set(CPACK_PACKAGE_VENDOR "The Drape authors")
set(CPACK_PACKAGE_CONTACT "The Drape authors <drape@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "self-hosted virtual try-on server")
set(CPACK_PACKAGE_DESCRIPTION "Answers the Try-On API v2: from the photo of a person and photos of
garments it makes the picture of that person wearing those garments.
It runs on one machine, with its own storage, without a GPU; the photos
never leave the machine.")
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_COMPRESSION_TYPE zstd)  # xz takes ten times as long for a few per cent.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS "${CMAKE_BINARY_DIR}/onnxruntime/lib")
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(deb "${CMAKE_SOURCE_DIR}/packaging/deb")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA "${deb}/conffiles;${deb}/postinst;${deb}/prerm;${deb}/postrm")

# What is installed is what the build made; installing builds nothing.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)
include(GNUInstallDirs)
get_target_property(runtime_library onnxruntime::onnxruntime IMPORTED_LOCATION)
install(TARGETS drape RUNTIME DESTINATION bin)
install(FILES "${runtime_library}" DESTINATION lib/drape)
install(DIRECTORY "${DRAPE_MODELS_DIR}/" DESTINATION share/drape/models
        FILES_MATCHING PATTERN "*.onnx" PATTERN "manifest.json")

# Written by the program itself, from the definitions of its command line.
set(pages "${CMAKE_BINARY_DIR}/pages")
configure_file("${deb}/changelog.in" "${pages}/changelog.Debian" @ONLY)
add_custom_command(
  OUTPUT "${pages}/drape.1.gz" "${pages}/drape.bash" "${pages}/drape.fish" "${pages}/changelog.gz" "${pages}/changelog.Debian.gz"
  COMMAND $<TARGET_FILE:drape> docs man > "${pages}/drape.1"
  COMMAND $<TARGET_FILE:drape> completion bash > "${pages}/drape.bash"
  COMMAND $<TARGET_FILE:drape> completion fish > "${pages}/drape.fish"
  COMMAND gzip -9nf "${pages}/drape.1"
  COMMAND gzip -9nkf "${pages}/changelog.Debian"
  COMMAND gzip -9nc "${CMAKE_SOURCE_DIR}/CHANGELOG.md" > "${pages}/changelog.gz"
  DEPENDS drape "${CMAKE_SOURCE_DIR}/CHANGELOG.md" "${pages}/changelog.Debian"
  COMMENT "Writing the manual page and the completions"
  VERBATIM)
add_custom_target(drape_pages ALL DEPENDS "${pages}/drape.1.gz")
install(FILES "${pages}/drape.1.gz" DESTINATION share/man/man1)
install(FILES "${pages}/drape.bash" DESTINATION share/bash-completion/completions RENAME drape)
install(FILES "${pages}/drape.fish" DESTINATION share/fish/vendor_completions.d)

set(documents share/doc/drape)
install(FILES "${pages}/changelog.gz" "${pages}/changelog.Debian.gz" "${deb}/copyright" README.md NOTICE ARCHITECTURE.md
        SECURITY.md DESTINATION ${documents})
install(DIRECTORY docs DESTINATION ${documents})
install(FILES api/openapi.yaml DESTINATION ${documents}/api)
install(DIRECTORY deploy/ DESTINATION ${documents}/examples)
set(notices "${CMAKE_SOURCE_DIR}/node_modules/com.github.asus4.onnxruntime/ThirdPartyNotices.txt")
if(NOT ONNXRUNTIME_ROOT)
  install(FILES "${notices}" DESTINATION ${documents})
endif()

install(FILES "${deb}/lintian-overrides" DESTINATION share/lintian/overrides RENAME drape)
install(FILES packaging/drape.service DESTINATION lib/systemd/system)
install(FILES packaging/drape.toml DESTINATION /etc/drape)
include(CPack)
