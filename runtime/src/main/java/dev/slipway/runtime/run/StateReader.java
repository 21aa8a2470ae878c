package dev.slipway.runtime.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Finds out what a container does from what the kernel and conmon say, not from what was noted
/// down earlier.
final class StateReader {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private final String bootId;

  StateReader(String bootId) {
    this.bootId = bootId;
  }

  static StateReader ofHost() throws IOException {
    return new StateReader(Files.readString(BOOT_ID).strip());
  }

  String bootId() {
    return bootId;
  }

  /// @param run null for a container that was never started
  ContainerState read(ContainerFiles files, ContainerRecord record, @Nullable RunRecord run)
      throws IOException {
    if (run == null) {
      return new ContainerState.Created(null);
    }
    if (!run.started()) {
      return new ContainerState.Created(run.error());
    }
    RunEnd end = run.end();
    if (end == null) {
      boolean thisBoot = run.bootId().equals(bootId);
      boolean watched = thisBoot && run.monitor().alive();
      if (thisBoot && run.process().alive()) {
        return new ContainerState.Running(
            run.startedAt(), run.pid(), watched, ContainerGroups.frozen(record));
      }
      end = exitFile(files.exit());
      if (end == null && watched && (end = exitFile(files.exit())) == null) {
        // The process is gone and conmon is about to say how.
        return new ContainerState.Running(run.startedAt(), run.pid(), true, false);
      }
    }
    ContainerState.Exited exited = exited(end);
    return record.settings().has(Setting.RESTART) && Restarts.isWaiting(files)
        ? new ContainerState.Restarting(exited.exitCode(), exited.at())
        : exited;
  }

  /// How the run ended, as far as anybody saw.
  RunEnd end(ContainerFiles files) throws IOException {
    RunEnd end = exitFile(files.exit());
    return end == null ? new RunEnd(null, null, false) : end;
  }

  private static ContainerState.Exited exited(@Nullable RunEnd end) {
    if (end == null) {
      return new ContainerState.Exited(OptionalInt.empty(), null, false);
    }
    Integer code = end.exitCode();
    return new ContainerState.Exited(
        code == null ? OptionalInt.empty() : OptionalInt.of(code),
        end.finishedAt(),
        end.killedForMemory());
  }

  /// conmon's exit file: the code in decimal, written when the run ended; null while there is none.
  static @Nullable RunEnd exitFile(Path file) throws IOException {
    try {
      String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
      Instant at = Files.getLastModifiedTime(file).toInstant();
      return new RunEnd(Integer.valueOf(text), at, false);
    } catch (NoSuchFileException notYet) {
      return null;
    } catch (NumberFormatException damaged) {
      return new RunEnd(null, null, false);
    }
  }
}
