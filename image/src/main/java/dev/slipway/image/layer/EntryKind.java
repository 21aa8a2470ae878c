package dev.slipway.image.layer;

/// What an entry of a layer is.
public enum EntryKind {
  FILE,
  DIRECTORY,
  SYMLINK,
  /// Another name of a file in the same layer.
  HARD_LINK,
  CHARACTER_DEVICE,
  BLOCK_DEVICE,
  FIFO,
  /// Hides its path in the layers below (`.wh.name` in a tar).
  WHITEOUT,
  /// Hides what the layers below have in the directory at its path (`.wh..wh..opq` in a tar).
  OPAQUE;

  /// Whether this stands for a file of its own, and not for a hole in the layers below.
  public boolean isReal() {
    return this != WHITEOUT && this != OPAQUE;
  }

  boolean isDevice() {
    return this == CHARACTER_DEVICE || this == BLOCK_DEVICE;
  }
}
