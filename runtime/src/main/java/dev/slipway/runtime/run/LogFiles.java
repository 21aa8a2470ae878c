package dev.slipway.runtime.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A container's log: the file that is written, and before it `log.1`, `log.2` and so on, which
/// were full.
///
/// @param newest the one that is written
record LogFiles(Path newest) {
  Path older(int number) {
    return newest.resolveSibling(newest.getFileName() + "." + number);
  }

  /// Those that there are, the oldest first.
  List<Path> all() throws IOException {
    List<Path> files = new ArrayList<>();
    Object written = identity(newest);
    if (written != null) {
      files.add(newest);
    }
    for (int i = 1; Files.exists(older(i)); i++) {
      if (!older(i).equals(newest) && !isSame(older(i), written)) {
        files.addFirst(older(i));
      }
    }
    return files;
  }

  private static boolean isSame(Path file, @Nullable Object identity) throws IOException {
    return identity != null && identity.equals(identity(file));
  }

  /// Which file it is, whatever it is called; null if there is none.
  static @Nullable Object identity(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException removed) {
      return null;
    }
  }

  /// The file that was begun when the one with this identity was full; null while it is written.
  @Nullable Path after(@Nullable Object identity) throws IOException {
    if (identity == null || identity.equals(identity(newest))) {
      return identity == null ? newest : null;
    }
    for (int i = 1; Files.exists(older(i)); i++) {
      if (identity.equals(identity(older(i)))) {
        return i == 1 ? newest : older(i - 1);
      }
    }
    return newest;
  }

  /// Gives the newest a second name among the older ones, whose oldest goes. Whoever writes it
  /// begins another then.
  ///
  /// @param count how many files there are to be, with the newest
  void keepNewest(int count) throws IOException {
    if (isSame(older(1), identity(newest))) {
      return; // Who did this was killed before anybody began another.
    }
    for (int i = count - 2; i >= 1; i--) {
      if (Files.exists(older(i))) {
        Files.move(older(i), older(i + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.deleteIfExists(older(1));
    Files.createLink(older(1), newest);
  }
}
