package dev.slipway.builder.agent;

import dev.slipway.builder.AgentSource;
import dev.slipway.builder.BuildException;
import dev.slipway.linux.FileTreeRemoval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The agents of one build; those that hold keys are started when they are first asked for.
public final class Agents implements AutoCloseable {
  private static final int LONGEST_SOCKET = 100;

  private final Map<String, AgentSource> sources;
  private final Path place;
  private final Map<String, SshAgentProgram> started = new HashMap<>();
  private final java.util.ArrayList<Path> directories = new java.util.ArrayList<>();

  /// @param place for sockets; for this boot only
  public Agents(Map<String, AgentSource> sources, Path place) {
    this.sources = Map.copyOf(sources);
    this.place = place;
  }

  /// Where an agent listens; empty where the build has none of that id.
  public synchronized Optional<Path> socket(String id) throws IOException, InterruptedException {
    return switch (sources.get(id)) {
      case null -> Optional.empty();
      case AgentSource.Socket(var path) -> Optional.of(path);
      case AgentSource.Keys(var paths) -> {
        SshAgentProgram running = started.get(id);
        if (running == null) {
          running = SshAgentProgram.start(directory().resolve("keys"), paths);
          started.put(id, running);
        }
        yield Optional.of(running.socket());
      }
    };
  }

  /// A socket that leads to it, for one step.
  public Optional<AgentSocket> open(String id, int mode, long uid, long gid)
      throws IOException, InterruptedException {
    Optional<Path> agent = socket(id);
    return agent.isEmpty()
        ? Optional.empty()
        : Optional.of(AgentSocket.open(directory(), agent.get(), mode, uid, gid));
  }

  private synchronized Path directory() throws IOException {
    Files.createDirectories(place);
    Path directory =
        Files.createTempDirectory(
            place,
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    if (directory.toString().length() > LONGEST_SOCKET) {
      throw BuildException.of(
          "a socket cannot have so long a path: " + directory, "run with a shorter --run-root");
    }
    directories.add(directory);
    return directory;
  }

  @Override
  public synchronized void close() throws IOException {
    started.values().forEach(SshAgentProgram::close);
    for (Path directory : directories) {
      FileTreeRemoval.remove(directory);
    }
  }
}
