package dev.slipway.builder.context;

import dev.slipway.builder.context.CopySight.Changed;
import dev.slipway.image.Digest;
import dev.slipway.image.ImagePath;
import dev.slipway.linux.FileVersion;
import dev.slipway.linux.FileVersions;
import dev.slipway.linux.LinuxException;
import dev.slipway.tasks.TaskScope;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What copies from one context found when they last looked, kept in one file from build to build:
/// a copy whose files have not changed since needs no more than a look at each of them.
///
/// The file: a magic number and a version, then for each copy what it found ([Sighting]), the
/// oldest first. A damaged one is as good as none.
public final class Sightings {
  private static final int MAGIC = 0x534c5347; // SLSG
  private static final int VERSION = 3;

  /// So many copies of a context are remembered.
  private static final int MOST = 16;

  /// So many files are looked at without system calls of our own.
  private static final int FEW = 300;

  private final Path file;
  private final Path context;
  private final List<Sighting> known;
  private boolean changed;

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
        known.add(Sighting.read(in));
      }
      return known;
    } catch (BufferUnderflowException damaged) {
      return null;
    }
  }

  Path context() {
    return context;
  }

  /// What a copy found when it last looked, and what has changed since; null where nobody looked,
  /// or too much has changed.
  ///
  /// @param key the definition of the copy
  /// @param leftOut what it does not look at, nor at anything below
  public @Nullable CopySight sight(Digest key, Predicate<ImagePath> leftOut) throws IOException {
    Sighting sighting = find(Sighting.hash(key));
    List<Changed> changed = sighting == null ? null : changed(sighting);
    return sighting == null || changed == null
        ? null
        : new CopySight(this, sighting, changed, leftOut);
  }

  /// The content of a copy, where nothing that it looked at has changed.
  ///
  /// @param key the definition of the copy
  public @Nullable Digest content(Digest key) throws IOException {
    CopySight sight = sight(key, _ -> false);
    return sight != null && sight.isUnchanged() ? sight.content() : null;
  }

  private synchronized @Nullable Sighting find(byte[] key) {
    for (Sighting each : known) {
      if (each.isOf(key)) {
        return each;
      }
    }
    return null;
  }

  private @Nullable List<Changed> changed(Sighting sighting) throws IOException {
    if (sighting.count() <= FEW) {
      return changed(sighting, 0, sighting.count(), this::few, 0);
    }
    int half = sighting.count() / 2;
    int middle = sighting.place(half);
    if (middle < 0) {
      return null;
    }
    try (TaskScope scope = TaskScope.open("look")) {
      var second =
          scope.fork(() -> Optional.ofNullable(changed(sighting, middle, sighting.count() - half)));
      List<Changed> changed = changed(sighting, 0, half);
      List<Changed> more = changed == null ? null : second.get().orElse(null);
      if (changed == null || more == null) {
        return null;
      }
      changed.addAll(more);
      changed.sort((one, other) -> one.path().compareTo(other.path()));
      return changed.size() > CopySight.MOST_EDITS ? null : changed;
    } catch (ExecutionException gone) {
      return null;
    } catch (InterruptedException stopped) {
      throw new InterruptedIOException("the look at the context was stopped");
    }
  }

  /// On a thread of its own.
  private @Nullable List<Changed> changed(Sighting sighting, int from, int count)
      throws LinuxException {
    try (FileVersions versions = FileVersions.below(context)) {
      return changed(sighting, from, count, versions::isSame, CopySight.MOST_EDITS);
    }
  }

  private boolean few(byte[] packed, int path, int length, int version) throws IOException {
    String text = new String(packed, path, length, StandardCharsets.UTF_8);
    boolean nameable =
        Arrays.equals(
            text.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(packed, path, path + length));
    return nameable && FileVersion.ofFew(context.resolve(text)).isWritten(packed, version);
  }

  /// In the order of the look; null where more than so many have.
  ///
  /// @param from where in what was seen the first stands
  private static @Nullable List<Changed> changed(
      Sighting sighting, int from, int count, Look look, int most) {
    ByteBuffer seen = sighting.seen();
    byte[] packed = seen.array();
    int start = seen.arrayOffset();
    List<Changed> changed = new ArrayList<>();
    int at = from;
    try {
      for (int i = 0; i < count; i++) {
        int length = seen.getInt(at);
        int path = start + at + Integer.BYTES;
        at += Integer.BYTES + length + FileVersion.BYTES;
        if (length < 0 || at > seen.limit()) {
          return null;
        }
        if (!look.isSame(packed, path, length, path + length)) {
          if (changed.size() == most) {
            return null;
          }
          changed.add(
              new Changed(
                  ImagePath.ROOT.resolve(Arrays.copyOfRange(packed, path, path + length)),
                  at - FileVersion.BYTES));
        }
      }
    } catch (IOException | IndexOutOfBoundsException gone) {
      return null;
    }
    return changed;
  }

  /// Remembers what a copy found, if a change of what it looked at would show.
  synchronized void put(Digest key, Digest content, Looks looks) {
    if (looks.certain()) {
      keep(Sighting.of(key, content, looks.seen()));
    }
  }

  /// Remembers that a step made a layer of what a copy found, if that is remembered.
  synchronized void made(Digest key, Digest content, ImagePath root, Digest step, Digest layer) {
    Sighting sighting = find(Sighting.hash(key));
    if (sighting != null && Arrays.equals(sighting.content(), Sighting.hash(content))) {
      keep(sighting.made(root, step, layer));
    }
  }

  /// Remembers that a step made a layer of what is there now; another step may have told before
  /// what is there.
  synchronized void edited(Sighting before, Sighting now, Digest step, Digest layer) {
    Sighting present = find(before.key());
    if (present != null && present.isSame(now)) {
      keep(present.made(before.root(), step, layer));
    } else if (present != null && present.isSame(before)) {
      keep(now.made(before.root(), step, layer));
    }
  }

  synchronized void replace(Sighting before, Sighting now) {
    Sighting present = find(before.key());
    if (present != null && present.isSame(before)) {
      keep(now);
    }
  }

  /// What steps made of the same stays known.
  private void keep(Sighting sighting) {
    Sighting before = find(sighting.key());
    if (before != null && sighting.hasNoLayers() && before.isSame(sighting)) {
      return;
    }
    known.removeIf(each -> each.isOf(sighting.key()));
    if (known.size() == MOST) {
      known.removeFirst();
    }
    known.add(sighting);
    changed = true;
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
        each.write(out);
      }
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    changed = false;
  }
}
