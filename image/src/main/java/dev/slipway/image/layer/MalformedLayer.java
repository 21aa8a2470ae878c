package dev.slipway.image.layer;

import dev.slipway.image.ImageException;
import dev.slipway.image.ImagePath;
import dev.slipway.linux.LinuxException;

/// What is said about a tar that is damaged or that tries to reach beyond its layer.
final class MalformedLayer {
  private static final String REBUILD =
      "the archive is not safe to unpack; get it from its maker again, or make it anew";

  private MalformedLayer() {}

  static ImageException passesThrough(ImagePath path, ImagePath obstacle, EntryKind kind) {
    String what = kind == EntryKind.SYMLINK ? "the symbolic link " : "what is no directory: ";
    return new ImageException("entry " + path + " passes through " + what + obstacle, REBUILD);
  }

  static ImageException danglingHardLink(ImagePath path, LinkTarget target) {
    return new ImageException(
        "hard link " + path + " names " + target + ", which is no file of this archive", REBUILD);
  }

  static ImageException refused(String what) {
    return new ImageException(what, REBUILD);
  }

  static ImageException unsupported(String what, String hint) {
    return new ImageException(what, hint);
  }

  static ImageException attribute(ImagePath path, String key, LinuxException refused) {
    return new ImageException(
        "entry " + path + " has the extended attribute " + key + ": " + refused.getMessage(),
        "the store's file system takes no such attribute, or not that much of it; make the layer"
            + " without");
  }

  static ImageException damaged(long offset, String what) {
    return new ImageException(
        "damaged tar at byte " + offset + ": " + what,
        "the archive is incomplete or not a tar; fetch or make it again");
  }

  static ImageException truncated(long offset, String where) {
    return new ImageException(
        "truncated tar: it ends at byte " + offset + " " + where,
        "the archive is incomplete; fetch or make it again");
  }
}
