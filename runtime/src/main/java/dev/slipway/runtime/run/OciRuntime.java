package dev.slipway.runtime.run;

import dev.slipway.linux.ChildProcess;
import dev.slipway.linux.FileTreeRemoval;
import dev.slipway.linux.OpenFile;
import dev.slipway.linux.Pipe;
import dev.slipway.linux.Pollable;
import dev.slipway.runtime.HostCapabilities;
import dev.slipway.runtime.cgroup.ControlGroup;
import dev.slipway.runtime.cgroup.ControlGroups;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// crun, as the commands on existing containers use it.
///
/// @param program its absolute path
/// @param state where it keeps what it knows of running containers
/// @param joins files that a new process of a container writes its number to
record OciRuntime(Path program, Path state, List<String> environment, List<Path> joins) {
  /// Joins the control group before it becomes the runtime. Its arguments: how many files, the
  /// files, the command.
  private static final String JOIN =
      "n=$1; shift; while [ \"$n\" -gt 0 ]; do echo $$ >\"$1\"; shift; n=$((n-1)); done; exec \"$@\"";

  private static final Path SHELL = Path.of("/bin/sh");
  private static final Path NULL = Path.of("/dev/null");

  OciRuntime(Path program, Path state, List<String> environment) {
    this(program, state, environment, List.of());
  }

  OciRuntime {
    joins = List.copyOf(joins);
    environment = List.copyOf(environment);
  }

  /// The command line up to the runtime's own command.
  List<String> commandLine() {
    return List.of(program.toString(), "--cgroup-manager=disabled", "--root", state.toString());
  }

  /// Lets a created container's program run.
  ///
  /// @param program what it is, for messages
  void start(ContainerId id, String program) throws IOException {
    String said = run("start", id.hex());
    if (!said.isEmpty()) {
      throw StartFailure.of(said, program);
    }
  }

  /// Forgets a container, whose process is killed if it lives.
  ///
  /// @param ended whether it is known not to: without control groups a directory is then all that
  ///   there is to remove
  void delete(ContainerId id, boolean ended) throws IOException {
    if (!Files.exists(state.resolve(id.hex()))) {
      return;
    }
    if (ended) {
      FileTreeRemoval.remove(state.resolve(id.hex()));
      return;
    }
    String said = run("delete", "--force", id.hex());
    if (!said.isEmpty() && Files.exists(state.resolve(id.hex()))) {
      throw new IOException("crun delete: " + said);
    }
  }

  /// Starts a process in a running container, with the given streams.
  ///
  /// @param processFile a `process` document of the OCI runtime specification
  /// @param pidFile written once the process runs
  /// @param log what the runtime has to say, as its standard error is the process's
  /// @param request whether it is left alone, and whether it has a terminal
  ChildProcess exec(
      ContainerId id,
      Path processFile,
      Path pidFile,
      Path log,
      ExecRequest request,
      List<? extends Pollable> streams)
      throws IOException {
    var arguments = new ArrayList<>(commandLine());
    arguments.add(1, "--log=" + log);
    arguments.addAll(
        List.of("exec", "--process", processFile.toString(), "--pid-file", pidFile.toString()));
    if (request.detach()) {
      arguments.add("--detach");
    } else if (request.terminal()) {
      arguments.addAll(0, endingWithUs());
    }
    arguments.add(id.hex());
    if (joins.isEmpty()) {
      return ChildProcess.spawn(Path.of(arguments.getFirst()), arguments, environment, streams);
    }
    var joining = new ArrayList<>(List.of("sh", "-c", JOIN, "slipway", "" + joins.size()));
    joins.forEach(file -> joining.add(file.toString()));
    joining.addAll(arguments);
    return ChildProcess.spawn(SHELL, joining, environment, streams);
  }

  /// Whoever has a user's terminal goes with us, even by `kill -9`: else it would read on what is
  /// typed for a shell.
  private static List<String> endingWithUs() {
    Optional<Path> tool = HostCapabilities.find("setpriv");
    return tool.isPresent() ? List.of(tool.get().toString(), "--pdeathsig", "KILL") : List.of();
  }

  /// The same, whose further processes join a control group.
  OciRuntime joining(Optional<ControlGroup> group) {
    return group.isPresent() && group.get().exists() && ControlGroups.mayBeJoined()
        ? new OciRuntime(program, state, environment, group.get().joinFiles())
        : this;
  }

  /// @return what it said, if it failed
  private String run(String... command) throws IOException {
    var arguments = new ArrayList<>(commandLine());
    arguments.addAll(List.of(command));
    try (Pipe pipe = Pipe.open();
        OpenFile nothing = OpenFile.readWrite(NULL);
        ChildProcess child =
            ChildProcess.spawn(
                program, arguments, environment, List.of(nothing, nothing, pipe.writeEnd()))) {
      pipe.writeEnd().close();
      String said =
          new String(pipe.readEnd().inputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int code = child.waitFor();
      if (code == 0) {
        return "";
      }
      return said.isEmpty() ? command[0] + " failed with exit code " + code : said;
    }
  }
}
