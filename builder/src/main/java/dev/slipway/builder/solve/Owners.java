package dev.slipway.builder.solve;

import dev.slipway.image.ImageException;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.UserDatabase;
import java.io.IOException;

/// Whom new files belong to.
final class Owners {
  private static final UserDatabase.Owner ROOT = new UserDatabase.Owner(0, 0);

  private Owners() {}

  /// `--chown=name`: the image's own names, or numbers.
  static UserDatabase.Owner ofFile(FileTree tree, String chown) throws IOException {
    return UserDatabase.of(tree).owner(chown);
  }

  /// A directory that `WORKDIR` makes belongs to the user in force; to root, as in Docker, where
  /// the image does not know that user yet.
  static UserDatabase.Owner ofDirectory(FileTree tree, String user) throws IOException {
    if (user.isEmpty()) {
      return ROOT;
    }
    try {
      return UserDatabase.of(tree).owner(user);
    } catch (ImageException unknown) {
      return ROOT;
    }
  }
}
