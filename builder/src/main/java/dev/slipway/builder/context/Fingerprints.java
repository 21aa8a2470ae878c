package dev.slipway.builder.context;

import dev.slipway.builder.copy.ContentHash;
import dev.slipway.image.Digest;
import dev.slipway.image.ImagePath;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The fingerprints of one context's files, kept in one file from build to build.
///
/// The file: a magic number, then for each fingerprint its path, the numbers of [Fingerprint] and
/// 32 bytes of digest. A damaged one is as good as none.
public final class Fingerprints {
  private static final int MAGIC = 0x534c4650; // SLFP
  private static final int VERSION = 1;

  private final Path file;
  private final Map<ImagePath, Fingerprint> known;
  private boolean changed;

  /// Where an unfinished file may lie.
  @FunctionalInterface
  public interface Place {
    Path unfinished() throws IOException;
  }

  private Fingerprints(Path file, Map<ImagePath, Fingerprint> known) {
    this.file = file;
    this.known = known;
  }

  /// @param directory `ROOT/fingerprints`
  public static Fingerprints open(Path directory, Path context) throws IOException {
    String name = Digest.sha256(context.toString().getBytes(StandardCharsets.UTF_8)).hex();
    Path file = directory.resolve(name);
    return new Fingerprints(file, read(file));
  }

  /// Those of a directory that no other build will see; never saved.
  public static Fingerprints none() {
    return new Fingerprints(Path.of("/dev/null"), new HashMap<>());
  }

  private static Map<ImagePath, Fingerprint> read(Path file) throws IOException {
    try {
      Map<ImagePath, Fingerprint> known = read(ByteBuffer.wrap(Files.readAllBytes(file)));
      return known == null ? new HashMap<>() : known;
    } catch (NoSuchFileException none) {
      return new HashMap<>();
    }
  }

  /// Whether a file of the directory can be read to its end.
  public static boolean isWhole(Path file) throws IOException {
    return read(ByteBuffer.wrap(Files.readAllBytes(file))) != null;
  }

  /// Null where the bytes are damaged, or those of another version.
  private static @Nullable Map<ImagePath, Fingerprint> read(ByteBuffer in) {
    try {
      if (in.getInt() != MAGIC || in.getInt() != VERSION) {
        return null;
      }
      int count = in.getInt();
      Map<ImagePath, Fingerprint> known = HashMap.newHashMap(Math.clamp(count, 16, 1 << 20));
      for (int i = 0; i < count; i++) {
        ImagePath path = ImagePath.ofBytes(bytes(in, in.getInt()));
        known.put(path, fingerprint(in));
      }
      return in.hasRemaining() ? null : known;
    } catch (BufferUnderflowException damaged) {
      return null;
    }
  }

  private static Fingerprint fingerprint(ByteBuffer in) {
    return new Fingerprint(
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getInt(),
        in.getLong(),
        in.getInt(),
        in.getLong(),
        bytes(in, in.getInt()),
        ContentHash.of(bytes(in, ContentHash.BYTES)));
  }

  private static byte[] bytes(ByteBuffer in, int length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  synchronized @Nullable Fingerprint get(ImagePath path) {
    return known.get(path);
  }

  synchronized void put(ImagePath path, Fingerprint fingerprint) {
    known.put(path, fingerprint);
    changed = true;
  }

  /// Writes what was learned, if anything was. Of two builds at once the later one's is kept.
  ///
  /// @param places gives a place on the same file system
  public synchronized void save(Place places) throws IOException {
    if (!changed) {
      return;
    }
    Path unfinished = places.unfinished();
    try (var out =
        new DataOutputStream(
            new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16))) {
      out.writeInt(MAGIC);
      out.writeInt(VERSION);
      out.writeInt(known.size());
      for (var each : known.entrySet()) {
        write(out, each.getKey().bytes());
        write(out, each.getValue());
      }
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    changed = false;
  }

  private static void write(DataOutputStream out, Fingerprint fingerprint) throws IOException {
    out.writeLong(fingerprint.device());
    out.writeLong(fingerprint.inode());
    out.writeLong(fingerprint.size());
    out.writeLong(fingerprint.mtimeSeconds());
    out.writeInt(fingerprint.mtimeNanos());
    out.writeLong(fingerprint.ctimeSeconds());
    out.writeInt(fingerprint.ctimeNanos());
    out.writeLong(fingerprint.takenAt());
    write(out, fingerprint.capabilities());
    out.write(fingerprint.hash().bytes());
  }

  private static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
