package dev.slipway.builder.context;

import dev.slipway.image.Digest;
import dev.slipway.image.ImagePath;
import dev.slipway.linux.FileVersion;
import dev.slipway.linux.FileVersions;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What copies from one context found when they last looked, kept in one file from build to build:
/// a copy whose files have not changed since needs no more than a look at each of them.
///
/// The file: a magic number and a version, then for each copy its key, its content and what it
/// looked at, the oldest copy first. A damaged one is as good as none.
public final class Sightings {
  private static final int MAGIC = 0x534c5347; // SLSG
  private static final int VERSION = 2;
  private static final int HASH = 32;

  /// So many copies of a context are remembered.
  private static final int MOST = 16;

  /// So many files are looked at without system calls of our own.
  private static final int FEW = 300;

  private final Path file;
  private final Path context;
  private final List<Sighting> known;
  private boolean changed;

  /// What one copy found.
  ///
  /// @param count of what it looked at
  /// @param seen for each of it the length of its path, the path, and its version
  private record Sighting(
      @SuppressWarnings("ArrayRecordComponent") byte[] key,
      @SuppressWarnings("ArrayRecordComponent") byte[] content,
      int count,
      ByteBuffer seen) {}

  /// Looks at one file of the context: whether it is what was packed at these places.
  @FunctionalInterface
  private interface Look {
    boolean isSame(byte[] packed, int path, int length, int version) throws IOException;
  }

  private Sightings(Path file, Path context, List<Sighting> known) {
    this.file = file;
    this.context = context;
    this.known = known;
  }

  /// @param directory `ROOT/fingerprints`
  public static Sightings open(Path directory, Path context) throws IOException {
    String name = Digest.sha256(context.toString().getBytes(StandardCharsets.UTF_8)).hex();
    Path file = directory.resolve(name + ".seen");
    return new Sightings(file, context, read(file));
  }

  private static List<Sighting> read(Path file) throws IOException {
    try {
      List<Sighting> known = read(ByteBuffer.wrap(Files.readAllBytes(file)));
      return known == null ? new ArrayList<>() : known;
    } catch (NoSuchFileException none) {
      return new ArrayList<>();
    }
  }

  /// Whether a file of the directory can be read to its end.
  public static boolean isWhole(Path file) throws IOException {
    return read(ByteBuffer.wrap(Files.readAllBytes(file))) != null;
  }

  /// Null where the bytes are damaged, or those of another version.
  private static @Nullable List<Sighting> read(ByteBuffer in) {
    List<Sighting> known = new ArrayList<>();
    try {
      if (in.getInt() != MAGIC || in.getInt() != VERSION) {
        return null;
      }
      while (in.hasRemaining()) {
        byte[] key = bytes(in, HASH);
        byte[] content = bytes(in, HASH);
        int count = in.getInt();
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
          return null;
        }
        known.add(new Sighting(key, content, count, in.slice(in.position(), length)));
        in.position(in.position() + length);
      }
      return known;
    } catch (BufferUnderflowException damaged) {
      return null;
    }
  }

  private static byte[] bytes(ByteBuffer in, int length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  /// The content of a copy, where nothing that it looked at has changed.
  ///
  /// @param key the definition of the copy
  public @Nullable Digest content(Digest key) throws IOException {
    Sighting sighting = find(hash(key));
    return sighting != null && holds(sighting) ? Digest.ofSha256(sighting.content()) : null;
  }

  private synchronized @Nullable Sighting find(byte[] key) {
    for (Sighting each : known) {
      if (Arrays.equals(each.key(), key)) {
        return each;
      }
    }
    return null;
  }

  private boolean holds(Sighting sighting) throws IOException {
    if (sighting.count() <= FEW) {
      return holds(sighting, this::few);
    }
    try (FileVersions versions = FileVersions.below(context)) {
      return holds(sighting, versions::isSame);
    }
  }

  private boolean few(byte[] packed, int path, int length, int version) throws IOException {
    String text = new String(packed, path, length, StandardCharsets.UTF_8);
    boolean nameable =
        Arrays.equals(
            text.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(packed, path, path + length));
    return nameable && FileVersion.ofFew(context.resolve(text)).isWritten(packed, version);
  }

  private static boolean holds(Sighting sighting, Look look) {
    ByteBuffer seen = sighting.seen();
    byte[] packed = seen.array();
    int start = seen.arrayOffset();
    int at = 0;
    try {
      for (int i = 0; i < sighting.count(); i++) {
        int length = seen.getInt(at);
        int path = start + at + Integer.BYTES;
        at += Integer.BYTES + length + FileVersion.BYTES;
        if (length < 0 || at > seen.limit() || !look.isSame(packed, path, length, path + length)) {
          return false;
        }
      }
      return true;
    } catch (IOException | IndexOutOfBoundsException gone) {
      return false;
    }
  }

  /// Remembers what a copy found, if a change of what it looked at would show.
  synchronized void put(Digest key, Digest content, Looks looks) {
    if (!looks.certain()) {
      return;
    }
    byte[] name = hash(key);
    known.removeIf(each -> Arrays.equals(each.key(), name));
    if (known.size() == MOST) {
      known.removeFirst();
    }
    known.add(new Sighting(name, hash(content), looks.seen().size(), packed(looks.seen())));
    changed = true;
  }

  private static byte[] hash(Digest digest) {
    return HexFormat.of().parseHex(digest.hex());
  }

  private static ByteBuffer packed(Map<ImagePath, FileVersion> seen) {
    int size = 0;
    for (ImagePath path : seen.keySet()) {
      size += Integer.BYTES + path.relativeBytes().length + FileVersion.BYTES;
    }
    ByteBuffer packed = ByteBuffer.allocate(size);
    for (var each : seen.entrySet()) {
      byte[] path = each.getKey().relativeBytes();
      each.getValue().writeTo(packed.putInt(path.length).put(path));
    }
    return packed.flip();
  }

  /// Writes what was learned, if anything was. Of two builds at once the later one's is kept.
  ///
  /// @param places gives a place on the same file system
  public synchronized void save(Fingerprints.Place places) throws IOException {
    if (!changed) {
      return;
    }
    Path unfinished = places.unfinished();
    try (var out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(unfinished)))) {
      out.writeInt(MAGIC);
      out.writeInt(VERSION);
      for (Sighting each : known) {
        out.write(each.key());
        out.write(each.content());
        out.writeInt(each.count());
        out.writeInt(each.seen().limit());
        out.write(each.seen().array(), each.seen().arrayOffset(), each.seen().limit());
      }
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    changed = false;
  }
}
