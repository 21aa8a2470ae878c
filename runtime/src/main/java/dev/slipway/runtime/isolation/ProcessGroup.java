package dev.slipway.runtime.isolation;

import dev.slipway.linux.ChildProcess;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.Namespaces;
import dev.slipway.linux.OpenFile;
import dev.slipway.linux.Pipe;
import dev.slipway.linux.Pollable;
import dev.slipway.runtime.HostCapabilities;
import dev.slipway.tasks.DedicatedThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A program in a process namespace whose first process waits for the end of a pipe that this JVM
/// holds, and does nothing else.
///
/// When the JVM ends in any way, killed too, the pipe ends, so does that process, and the kernel
/// kills all others in the namespace: nothing can outlive a build, at no moment of it.
final class ProcessGroup implements AutoCloseable {
  private static final List<String> ENVIRONMENT = List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin");

  private static final Duration LOOK = Duration.ofMillis(20);

  private static volatile @Nullable Path waiter;

  private final OpenFile lifeline;
  private @Nullable ChildProcess first;
  private @Nullable ChildProcess program;

  private ProcessGroup(OpenFile lifeline) {
    this.lifeline = lifeline;
  }

  /// Starts `program` from the calling thread's namespaces.
  ///
  /// @param descriptors its standard streams
  static ProcessGroup start(Path program, List<String> arguments, List<Pollable> descriptors)
      throws IOException, InterruptedException {
    Path waiter = waiter();
    Pipe pipe = Pipe.open();
    var group = new ProcessGroup(pipe.writeEnd());
    try (OpenFile input = pipe.readEnd()) {
      // A thread that has left the process namespace can start no other thread: it does this and
      // ends.
      DedicatedThread.call(
          "spawn", () -> group.spawn(waiter, input, program, arguments, descriptors));
      return group;
    } catch (InterruptedException | IOException | RuntimeException failed) {
      group.close();
      throw failed;
    }
  }

  /// Looked for once: each step starts one.
  private static Path waiter() {
    Path known = waiter;
    if (known == null) {
      known = HostCapabilities.require("cat", "coreutils", "it ends what a killed build left");
      waiter = known;
    }
    return known;
  }

  private ProcessGroup spawn(
      Path waiter, OpenFile input, Path path, List<String> arguments, List<Pollable> descriptors)
      throws LinuxException {
    try (OpenFile nothing = OpenFile.readWrite(Path.of("/dev/null"))) {
      Namespaces.unsharePids();
      List<Pollable> streams = List.of(input, nothing, nothing);
      first = ChildProcess.spawn(waiter, List.of("cat"), List.of(), streams);
      program = ChildProcess.spawn(path, arguments, ENVIRONMENT, descriptors);
      return this;
    }
  }

  /// Waits for the program; its exit code.
  int waitFor() throws LinuxException {
    return program == null ? 0 : program.waitFor();
  }

  /// The standard input of the program's own child; empty where it has none.
  Optional<Path> innerInput() throws IOException {
    if (program == null) {
      return Optional.empty();
    }
    long pid = program.pid();
    String children = Files.readString(Path.of("/proc/" + pid + "/task/" + pid + "/children"));
    return children.isBlank()
        ? Optional.empty()
        : Optional.of(Path.of("/proc/" + children.strip().split(" ")[0] + "/fd/0"));
  }

  /// Waits for the program, and looks now and then whether this thread was interrupted.
  int await() throws LinuxException, InterruptedException {
    while (program != null && !program.process().waitExit(LOOK)) {
      if (Thread.interrupted()) {
        throw new InterruptedException("the process was cancelled");
      }
    }
    return waitFor();
  }

  /// Kills everything in the namespace.
  void kill() throws LinuxException {
    if (first != null) {
      first.kill();
    }
  }

  /// Ends the namespace with all that is left in it.
  @Override
  public void close() throws LinuxException {
    lifeline.close();
    kill();
    // The first process ends only after all others have been waited for.
    end(program);
    end(first);
  }

  private static void end(@Nullable ChildProcess child) throws LinuxException {
    if (child != null) {
      child.waitFor();
      child.close();
    }
  }
}
