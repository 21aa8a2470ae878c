package dev.slipway.runtime.rootfs;

/// Where something is to be mounted in a root.
///
/// @param path absolute, in the container
/// @param directory else a file
public record MountPoint(String path, boolean directory) {}
