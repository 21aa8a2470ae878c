package dev.slipway.image.contents;

import dev.slipway.image.layer.DirectoryLayer;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerIndex;
import dev.slipway.image.layer.LayerSource;
import dev.slipway.image.layer.RemoteLayer;
import dev.slipway.image.layer.TarLayer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Looks into programs.
public final class Programs {
  /// What is larger is told of without its parts.
  private static final long LARGEST = 256 << 20;

  /// What is in no tar is read into memory.
  private static final long LARGEST_READ = 24 << 20;

  private static final int SMALLEST = 64;
  private static final int EXECUTABLE = 0111;

  private Programs() {}

  /// Whether a file may be a program, as far as its attributes say.
  public static boolean maybe(LayerEntry entry) {
    return (entry.mode() & EXECUTABLE) != 0 && entry.size() > SMALLEST && entry.size() < LARGEST;
  }

  /// Whether it is one in fact.
  public static boolean isOne(LayerSource source, LayerEntry entry) throws IOException {
    try (InputStream stream = source.open(entry)) {
      return ElfFile.isOne(ByteBuffer.wrap(stream.readNBytes(SMALLEST + 1)));
    }
  }

  /// Null for what is none, or is not at hand in a form that can be looked into.
  public static @Nullable ProgramParts read(String path, LayerSource source, LayerEntry entry)
      throws IOException {
    ElfFile file = ElfFile.read(bytes(source, entry));
    return file == null
        ? null
        : new ProgramParts(path, entry.size(), file.shares(), GoModules.of(file));
  }

  /// In a tar a program is looked at where it lies.
  private static ByteBuffer bytes(LayerSource source, LayerEntry entry) throws IOException {
    return switch (source) {
      case TarLayer(Path tar, LayerIndex index) -> mapped(tar, index.resolveLink(entry));
      case RemoteLayer remote -> bytes(remote.brought(), entry);
      case DirectoryLayer directory -> {
        if (entry.size() > LARGEST_READ) {
          yield ByteBuffer.allocate(0);
        }
        try (InputStream stream = directory.open(entry)) {
          yield ByteBuffer.wrap(stream.readNBytes((int) entry.size()));
        }
      }
    };
  }

  private static ByteBuffer mapped(Path tar, LayerEntry file) throws IOException {
    try (FileChannel channel = FileChannel.open(tar, StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, file.dataOffset(), file.size());
    }
  }
}
