package dev.slipway.builder.cache;

import dev.slipway.image.ImageException;
import dev.slipway.image.spec.GoTime;
import dev.slipway.linux.BootId;
import dev.slipway.linux.Sync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What of the cache survived the last crash of the machine.
///
/// Records and snapshots are not flushed when they are written: a build would wait for the disk. A
/// later build flushes the file system once and notes the time, `synced/BOOT`; from another boot
/// only what is older than that note is believed.
public final class Durability {
  private static final Duration SETTLED = Duration.ofMinutes(1);

  private final Path directory;
  private final String boot = BootId.current();

  /// @param directory `ROOT/synced`
  public Durability(Path directory) {
    this.directory = directory;
  }

  boolean isBelieved(@Nullable String writtenIn, @Nullable String created) throws IOException {
    if (boot.equals(writtenIn)) {
      return true;
    }
    if (writtenIn == null || created == null || !writtenIn.matches("[0-9a-f-]+")) {
      return false;
    }
    Instant synced = noted(writtenIn);
    Instant made = time(created);
    return synced != null && made != null && made.isBefore(synced);
  }

  private @Nullable Instant noted(String ofBoot) throws IOException {
    try {
      return time(Files.readString(directory.resolve(ofBoot)).strip());
    } catch (NoSuchFileException never) {
      return null;
    }
  }

  /// Null where the text is damaged.
  private static @Nullable Instant time(String text) {
    try {
      return GoTime.parse(text);
    } catch (ImageException damaged) {
      return null;
    }
  }

  /// Whether earlier builds wrote something that no note covers, so long ago that the kernel has
  /// written most of it to the disk.
  ///
  /// @param records the directory that every build writes to
  public boolean isDue(Path records) throws IOException {
    Instant written = Files.getLastModifiedTime(records).toInstant();
    Instant synced = noted(boot);
    return (synced == null || written.isAfter(synced))
        && written.plus(SETTLED).isBefore(Instant.now());
  }

  /// Flushes what earlier builds wrote. Slow on a busy disk: to be run beside a build, not before
  /// it.
  public void sync() throws IOException {
    Instant before = Instant.now();
    Sync.syncFilesystem(directory);
    Path note = directory.resolve(boot);
    Path unfinished = directory.resolve(boot + ".new");
    Files.writeString(unfinished, before.toString());
    Sync.file(unfinished);
    Files.move(unfinished, note, StandardCopyOption.ATOMIC_MOVE);
    Sync.directory(directory);
  }
}
