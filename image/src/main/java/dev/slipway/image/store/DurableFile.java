package dev.slipway.image.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Files that are there whole or not at all, also after a power loss.
final class DurableFile {
  private DurableFile() {}

  /// Writes `content` beside its final place, flushes it, and moves it there.
  static void write(Path target, byte[] content, Path temporary) throws IOException {
    try (FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    move(temporary, target);
  }

  /// Moves a file whose bytes are flushed to its final place, replacing what is there.
  static void move(Path flushed, Path target) throws IOException {
    Files.move(flushed, target, StandardCopyOption.ATOMIC_MOVE);
    syncDirectory(target.resolveSibling("."));
  }

  static void syncFile(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
