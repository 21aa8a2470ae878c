package dev.slipway.improve.prove;

import dev.slipway.linux.FileTreeRemoval;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A copy of a build context in which a program's source can be edited.
final class EditedContext implements AutoCloseable {
  private static final long LARGEST = 500_000_000;
  private static final int MOST_FILES = 20_000;

  private final Path directory;
  private final Path source;
  private int edits;

  private EditedContext(Path directory, Path source) {
    this.directory = directory;
    this.source = source;
  }

  /// Null where there is no main package of Go in the context, or where it is too large to copy.
  static @Nullable EditedContext of(Path context) throws IOException {
    Path directory = Files.createTempDirectory("slipway-improve-");
    boolean ready = false;
    try {
      var copy = new Copy(context, directory);
      Files.walkFileTree(context, copy);
      Path source = copy.source;
      ready = copy.left >= 0 && copy.bytes <= LARGEST && source != null;
      return ready ? new EditedContext(directory, Objects.requireNonNull(source)) : null;
    } finally {
      if (!ready) {
        FileTreeRemoval.remove(directory);
      }
    }
  }

  Path directory() {
    return directory;
  }

  /// A comment more, which no build has seen: the program does the same and is compiled again.
  void edit() throws IOException {
    edits++;
    Files.writeString(source, "\n// Edit " + edits + ".\n", StandardOpenOption.APPEND);
  }

  @Override
  public void close() throws IOException {
    FileTreeRemoval.remove(directory);
  }

  /// Copies what a build could read, and looks for the source on the way.
  private static final class Copy extends SimpleFileVisitor<Path> {
    private final Path from;
    private final Path to;
    private @Nullable Path source;
    private int left = MOST_FILES;
    private long bytes;

    Copy(Path from, Path to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      Path target = to.resolve(from.relativize(folder).toString());
      if (!target.equals(to)) {
        Files.copy(folder, target, StandardCopyOption.COPY_ATTRIBUTES);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isOther()) {
        return FileVisitResult.CONTINUE;
      }
      left--;
      bytes += attributes.size();
      if (left < 0 || bytes > LARGEST) {
        return FileVisitResult.TERMINATE;
      }
      Path target = to.resolve(from.relativize(file).toString());
      Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isRegularFile() && isBetter(target) && isMain(target)) {
        source = target;
      }
      return FileVisitResult.CONTINUE;
    }

    /// The nearest to the context's root, the first of those.
    private boolean isBetter(Path file) {
      String name = file.getFileName().toString();
      if (!name.endsWith(".go") || name.endsWith("_test.go")) {
        return false;
      }
      Path best = source;
      if (best == null || file.getNameCount() != best.getNameCount()) {
        return best == null || file.getNameCount() < best.getNameCount();
      }
      return file.compareTo(best) < 0;
    }

    private static boolean isMain(Path file) throws IOException {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      return text.startsWith("package main") || text.contains("\npackage main");
    }
  }
}
