package dev.slipway.image.layer;

import java.io.IOException;
import java.util.List;

/// The users and groups that an image's own `/etc/passwd` and `/etc/group` name.
@SuppressWarnings("DoNotCallSuggester")
public final class UserDatabase {
  /// Who a process runs as.
  ///
  /// @param home the home directory, `/` when passwd has none
  public record User(long uid, long gid, List<Long> additionalGids, String home) {
    public User {
      additionalGids = List.copyOf(additionalGids);
    }
  }

  /// Who a file belongs to.
  public record Owner(long uid, long gid) {}

  private UserDatabase() {}

  public static UserDatabase of(FileTree tree) throws IOException {
    throw new UnsupportedOperationException();
  }

  /// Who `USER specification` runs as: `name`, `uid`, `name:group`, `uid:gid`; empty is root.
  public User user(String specification) {
    throw new UnsupportedOperationException();
  }

  /// Who `--chown=specification` gives a file to.
  public Owner owner(String specification) {
    throw new UnsupportedOperationException();
  }
}
