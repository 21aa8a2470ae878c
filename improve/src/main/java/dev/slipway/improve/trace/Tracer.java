package dev.slipway.improve.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Debian's package `strace`, which watches a process and all that it starts.
public final class Tracer {
  /// Those that are not there on an architecture are left out, by the question mark.
  private static final String CALLS =
      "trace=?open,?openat,?openat2,?creat,?stat,?lstat,?newfstatat,?statx,?access,?faccessat,"
          + "?faccessat2,?readlink,?readlinkat,?execve,?connect,?mkdir,?mkdirat";

  private static final long PATIENCE_SECONDS = 10;
  private static final long POLL_MILLIS = 5;

  private final Path program;

  private Tracer(Path program) {
    this.program = program;
  }

  /// The one on the search path.
  public static Optional<Tracer> find(String searchPath) {
    for (String folder : searchPath.split(":", -1)) {
      Path program = Path.of(folder.isEmpty() ? "." : folder, "strace");
      if (Files.isExecutable(program)) {
        return Optional.of(new Tracer(program));
      }
    }
    return Optional.empty();
  }

  /// A process that is being watched; closing this lets it go on unwatched.
  public static final class Session implements AutoCloseable {
    private final Process process;
    private final Path log;

    private Session(Process process, Path log) {
      this.process = process;
      this.log = log;
    }

    /// Ends the watching, and gives what was written.
    public Path end() {
      close();
      return log;
    }

    @Override
    public void close() {
      process.destroy(); // TERM: it lets go of what it watches.
      boolean interrupted = false;
      try {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException _) {
        interrupted = true;
        process.destroyForcibly();
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Watches a process; returns when it does.
  ///
  /// @param log where what it sees is written
  /// @throws IOException with what strace says, where it may not
  public Session attach(long pid, Path log) throws IOException, InterruptedException {
    Path said = log.resolveSibling(log.getFileName() + ".err");
    Process process =
        new ProcessBuilder(command(pid, log))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(said.toFile())
            .start();
    process.getOutputStream().close();
    var session = new Session(process, log);
    while (!isTraced(pid)) {
      if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        String words = Files.readString(said).strip();
        throw new IOException(words.isEmpty() ? "strace ended at once" : words);
      }
    }
    return session;
  }

  private List<String> command(long pid, Path log) {
    return List.of(
        program.toString(),
        "-f",
        "-y",
        "-qq",
        "-e",
        CALLS,
        "-e",
        "signal=none",
        "-s",
        "4096",
        "-o",
        log.toString(),
        "-p",
        Long.toString(pid));
  }

  private static boolean isTraced(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith("TracerPid:")) {
        return !line.substring("TracerPid:".length()).strip().equals("0");
      }
    }
    return false;
  }
}
