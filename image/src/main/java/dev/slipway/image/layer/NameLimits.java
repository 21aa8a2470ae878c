package dev.slipway.image.layer;

import dev.slipway.image.ImagePath;

/// How long Linux lets names be (`PATH_MAX` and `NAME_MAX`): a tar with longer ones could never be
/// unpacked, and is refused before any time goes into them.
final class NameLimits {
  private static final int LONGEST_PATH = 4095;
  private static final int LONGEST_COMPONENT = 255;

  private NameLimits() {}

  /// @param what begins the message
  /// @throws dev.slipway.image.ImageException it is too long
  static void checkLength(byte[] name, String what) {
    if (name.length > LONGEST_PATH) {
      throw tooLong(what, name.length, LONGEST_PATH);
    }
  }

  /// Those between the slashes.
  ///
  /// @param name as it stands in the tar, where a whiteout's is longer than what it hides
  /// @throws dev.slipway.image.ImageException one of them is too long
  static void checkComponents(byte[] name, ImagePath path) {
    if (name.length <= LONGEST_COMPONENT) {
      return;
    }
    int start = 0;
    byte[] bytes = path.bytes();
    for (int i = 1; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '/') {
        int length = i - start - 1;
        if (length > LONGEST_COMPONENT) {
          throw tooLong("a name in the path of an entry", length, LONGEST_COMPONENT);
        }
        start = i;
      }
    }
  }

  private static RuntimeException tooLong(String what, int length, int most) {
    return MalformedLayer.unsupported(
        what + " has " + length + " bytes, more than the " + most + " that Linux takes",
        "make the archive again with shorter names");
  }
}
