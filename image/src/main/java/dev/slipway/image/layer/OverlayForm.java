package dev.slipway.image.layer;

/// How overlayfs writes in a directory what a layer's tar writes as `.wh.` names: a whiteout is the
/// character device 0:0, an opaque directory has an extended attribute.
final class OverlayForm {
  static final byte[] YES = {'y'};

  private static final String PRIVILEGED = "trusted.overlay.";
  private static final String UNPRIVILEGED = "user.overlay.";

  private OverlayForm() {}

  /// Whether overlayfs keeps its own notes in this attribute.
  static boolean isOverlayXattr(String name) {
    return name.startsWith(PRIVILEGED) || name.startsWith(UNPRIVILEGED);
  }

  /// Whether the attribute says that the file's content stands elsewhere in the stack.
  static boolean redirects(String name) {
    return isOverlayXattr(name) && (name.endsWith(".redirect") || name.endsWith(".metacopy"));
  }

  /// Whether an attribute found on a file is the file's own: not overlayfs's and not a label of the
  /// host's security modules, of which only capabilities are kept.
  static boolean belongsToLayer(String name) {
    return !isOverlayXattr(name)
        && (!name.startsWith("security.") || name.equals("security.capability"));
  }

  static boolean isOpaqueXattr(String name) {
    return name.equals(PRIVILEGED + "opaque") || name.equals(UNPRIVILEGED + "opaque");
  }

  /// The attribute that marks an opaque directory for a mount of this process: in a user namespace
  /// overlayfs is mounted with `userxattr`.
  static String opaqueXattr(boolean inUserNamespace) {
    return (inUserNamespace ? UNPRIVILEGED : PRIVILEGED) + "opaque";
  }
}
