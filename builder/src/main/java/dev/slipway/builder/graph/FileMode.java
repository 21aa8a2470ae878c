package dev.slipway.builder.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What `--chmod` says.
public sealed interface FileMode {

  /// The mode of a file that has `mode` now.
  int apply(int mode, boolean directory);

  /// The mode of directories that are made on the way to a destination.
  int ofMadeDirectories();

  /// `755`, `04755`.
  record Octal(int bits) implements FileMode {
    @Override
    public int apply(int mode, boolean directory) {
      return bits;
    }

    @Override
    public int ofMadeDirectories() {
      return bits & 0777;
    }

    @Override
    public String toString() {
      return Integer.toOctalString(bits);
    }
  }

  /// `u=rwX,go=rX`, as `chmod(1)` has it, without a umask.
  ///
  /// @param text as written
  record Symbolic(String text, List<Change> changes) implements FileMode {
    /// Copies the changes.
    public Symbolic {
      changes = List.copyOf(changes);
    }

    @Override
    public int apply(int mode, boolean directory) {
      int changed = mode;
      for (Change change : changes) {
        changed = change.apply(changed, directory || (mode & 0111) != 0);
      }
      return changed;
    }

    @Override
    public int ofMadeDirectories() {
      return 0755;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// One operation of a symbolic mode.
  ///
  /// @param who of `ugo`
  /// @param operation `+`, `-` or `=`
  /// @param permissions of `rwxXst`, or one of `ugo`: the permissions that it has
  record Change(String who, char operation, String permissions) {

    int apply(int mode, boolean mayExecute) {
      int bits = 0;
      int mask = 0;
      for (int i = 0; i < who.length(); i++) {
        int shift = shift(who.charAt(i));
        bits |= permissions(mode, mayExecute) << shift;
        mask |= 7 << shift;
        bits |= special(who.charAt(i));
        mask |= copies() ? 0 : specialMask(who.charAt(i));
      }
      if (permissions.indexOf('t') >= 0) {
        bits |= 01000;
      }
      return switch (operation) {
        case '+' -> mode | bits;
        case '-' -> mode & ~bits;
        default -> (mode & ~(who.equals("ugo") && !copies() ? mask | 01000 : mask)) | bits;
      };
    }

    /// Whether it takes another's permissions, which leaves set-ID bits alone, as in BSD's chmod.
    private boolean copies() {
      return permissions.length() == 1 && "ugo".contains(permissions);
    }

    private static int shift(char who) {
      return switch (who) {
        case 'u' -> 6;
        case 'g' -> 3;
        default -> 0;
      };
    }

    private int special(char who) {
      return permissions.indexOf('s') < 0 ? 0 : specialMask(who);
    }

    private static int specialMask(char who) {
      return switch (who) {
        case 'u' -> 04000;
        case 'g' -> 02000;
        default -> 0;
      };
    }

    private int permissions(int mode, boolean mayExecute) {
      int bits = 0;
      for (int i = 0; i < permissions.length(); i++) {
        bits |=
            switch (permissions.charAt(i)) {
              case 'r' -> 4;
              case 'w' -> 2;
              case 'x' -> 1;
              case 'X' -> mayExecute ? 1 : 0;
              case 'u' -> (mode >> 6) & 7;
              case 'g' -> (mode >> 3) & 7;
              case 'o' -> mode & 7;
              default -> 0;
            };
      }
      return bits;
    }
  }

  /// Empty where the text is no mode.
  static Optional<FileMode> parse(String text) {
    if (text.matches("[0-7]{1,5}")) {
      int bits = Integer.parseInt(text, 8);
      return bits > 07777 ? Optional.empty() : Optional.of(new Octal(bits));
    }
    var changes = new ArrayList<Change>();
    for (String clause : text.split(",", -1)) {
      if (!clause.matches("[ugoa]*([-+=]([rwxXst]*|[ugo]))+")) {
        return Optional.empty();
      }
      addClause(clause, changes);
    }
    return Optional.of(new Symbolic(text, changes));
  }

  private static void addClause(String clause, List<Change> changes) {
    int at = 0;
    while ("ugoa".indexOf(clause.charAt(at)) >= 0) {
      at++;
    }
    String given = clause.substring(0, at);
    String who = given.isEmpty() || given.indexOf('a') >= 0 ? "ugo" : given;
    while (at < clause.length()) {
      int end = at + 1;
      while (end < clause.length() && "-+=".indexOf(clause.charAt(end)) < 0) {
        end++;
      }
      changes.add(new Change(who, clause.charAt(at), clause.substring(at + 1, end)));
      at = end;
    }
  }
}
