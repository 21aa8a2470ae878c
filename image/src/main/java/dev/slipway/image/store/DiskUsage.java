package dev.slipway.image.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;

/// What a directory's removal frees.
public final class DiskUsage extends SimpleFileVisitor<Path> {
  private final Set<Object> counted = new HashSet<>();
  private long bytes;

  private DiskUsage() {}

  /// The bytes of its regular files, hard links once: busybox has hundreds of names.
  public static long of(Path directory) throws IOException {
    var usage = new DiskUsage();
    Files.walkFileTree(directory, usage);
    return usage.bytes;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted while adding up sizes");
    }
    Object identity = attributes.fileKey();
    if (attributes.isRegularFile() && (identity == null || counted.add(identity))) {
      bytes += attributes.size();
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
    return FileVisitResult.CONTINUE;
  }
}
