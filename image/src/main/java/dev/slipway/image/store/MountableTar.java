package dev.slipway.image.store;

import java.nio.file.Path;

/// A layer's uncompressed tar, and the EROFS metadata by which it is mounted as it is.
public record MountableTar(Path metadata, Path tar) {}
