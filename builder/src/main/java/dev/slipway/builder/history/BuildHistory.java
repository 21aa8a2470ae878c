package dev.slipway.builder.history;

import dev.slipway.image.ImageException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The records of builds, `history/REF`. The newest are kept; none is ever shortened.
public final class BuildHistory {
  private static final int MOST = 50;
  private static final long MOST_BYTES = 256L << 20;

  /// So many small ones never need to be measured.
  private static final long SMALL = MOST_BYTES / MOST;

  private final Path directory;

  /// @param directory `ROOT/history`, which may be missing
  public BuildHistory(Path directory) {
    this.directory = directory;
  }

  /// All records, the newest first.
  public List<BuildRecord> list() throws IOException {
    var records = new ArrayList<BuildRecord>();
    for (String ref : references()) {
      BuildRecord record = read(ref);
      if (record != null) {
        records.add(record);
      }
    }
    return List.copyOf(records);
  }

  /// Newest first.
  private List<String> references() {
    String[] names = directory.toFile().list();
    if (names == null) {
      return List.of();
    }
    Arrays.sort(names);
    var references = new ArrayList<String>();
    for (int i = names.length - 1; i >= 0; i--) {
      if (BuildReference.isReference(names[i])) {
        references.add(names[i]);
      }
    }
    return references;
  }

  /// Whether a file of the directory is a record that can be read to where it ends, or to where its
  /// build was killed.
  public static boolean isWhole(Path file) throws IOException {
    if (!BuildReference.isReference(file.getFileName().toString())) {
      return false;
    }
    try {
      BuildRecord record = JournalFile.read(file);
      return record != null && (!hasEnded(record) || JournalFile.reachesEnd(file));
    } catch (java.io.FileNotFoundException removedMeanwhile) {
      return true;
    } catch (EOFException damaged) {
      return false;
    }
  }

  private static boolean hasEnded(BuildRecord record) {
    return record.status() != BuildStatus.RUNNING && record.status() != BuildStatus.KILLED;
  }

  /// Null where it is gone or damaged.
  private @Nullable BuildRecord read(String ref) throws IOException {
    try {
      return JournalFile.read(directory.resolve(ref));
    } catch (NoSuchFileException | java.io.FileNotFoundException | EOFException gone) {
      return null;
    }
  }

  /// The record that a user means.
  ///
  /// @param ref an ID or the beginning of one, `^1` for the one before the last, or empty or `LAST`
  ///   for the last
  /// @throws ImageException there is none
  public BuildRecord find(String ref) throws IOException {
    boolean last = ref.isEmpty() || ref.equals("LAST");
    int offset = last ? 0 : ref.startsWith("^") ? offset(ref) : -1;
    List<BuildRecord> records = offset >= 0 ? list() : matching(ref);
    int index = Math.max(0, offset);
    if (index < records.size()) {
      return records.get(index);
    }
    throw new ImageException(
        last
            ? "no records found"
            : offset >= 0
                ? "no completed build found with offset " + offset
                : "no record found for ref \"" + ref + "\"",
        "'slipway buildx history ls' lists the builds there are");
  }

  private static int offset(String ref) {
    try {
      int offset = Integer.parseInt(ref.substring(1));
      if (offset >= 0) {
        return offset;
      }
    } catch (NumberFormatException none) {
      // Refused below.
    }
    throw new ImageException("invalid offset \"" + ref + "\"", "write ^1 for the last but one");
  }

  private List<BuildRecord> matching(String ref) throws IOException {
    String id = ref.substring(ref.lastIndexOf('/') + 1); // `builder/node/REF`, as buildx shows it.
    var records = new ArrayList<BuildRecord>();
    for (String each : references()) {
      if (each.startsWith(id)) {
        Optional.ofNullable(read(each)).ifPresent(records::add);
      }
    }
    if (records.size() > 1 && !records.getFirst().ref().equals(id)) {
      throw new ImageException(
          "ref \"" + ref + "\" is ambiguous: " + records.size() + " builds begin so",
          "write more of it");
    }
    return records;
  }

  /// Tells a build's events again, each with the time at which it was recorded.
  public void replay(BuildRecord record, Replay replay) throws IOException {
    JournalFile.replay(directory.resolve(record.ref()), replay::on);
  }

  /// Is told a build's events again.
  @FunctionalInterface
  public interface Replay {
    void on(dev.slipway.builder.BuildEvent event, java.time.Instant at);
  }

  /// Removes a record; the build's image and its steps' results stay.
  public void remove(BuildRecord record) throws IOException {
    Files.deleteIfExists(directory.resolve(record.ref()));
  }

  /// Removes all records but those of builds that run.
  public void removeAll() throws IOException {
    for (BuildRecord record : list()) {
      if (record.status() != BuildStatus.RUNNING) {
        remove(record);
      }
    }
  }

  /// Removes the oldest where there are too many.
  void keepNewest() throws IOException {
    List<String> references = references();
    for (int i = MOST; i < references.size(); i++) {
      removeUnlessRunning(references.get(i));
    }
  }

  /// Removes the oldest where all together are too large.
  ///
  /// @param written how many bytes the newest has
  void keepSmall(long written) throws IOException {
    if (written <= SMALL) {
      return;
    }
    List<String> references = references();
    long bytes = 0;
    for (int i = 0; i < Math.min(MOST, references.size()); i++) {
      Path file = directory.resolve(references.get(i));
      bytes += Files.exists(file) ? Files.size(file) : 0;
      if (i > 0 && bytes > MOST_BYTES) {
        removeUnlessRunning(references.get(i));
      }
    }
  }

  private void removeUnlessRunning(String ref) throws IOException {
    BuildRecord record = read(ref);
    if (record == null || record.status() != BuildStatus.RUNNING) {
      Files.deleteIfExists(directory.resolve(ref));
    }
  }
}
