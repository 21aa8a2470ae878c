package dev.slipway.runtime.run;

import dev.slipway.linux.ChildProcess;
import dev.slipway.linux.OpenFile;
import dev.slipway.runtime.HostCapabilities;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A process of our own beside a container that needs one; it outlives the command that started it.
final class Supervisor {
  private Supervisor() {}

  /// @param verb what it does, as a hidden command on containers
  static void spawn(ContainerHost host, String verb, String id, List<String> environment)
      throws IOException {
    if (host.cleanup().isEmpty()) {
      return; // There is no program to start.
    }
    List<String> command = new ArrayList<>(List.of("setsid", "--fork"));
    command.addAll(host.command(verb));
    command.add(id);
    Path program = HostCapabilities.require("setsid", "util-linux", "it starts supervisors");
    try (OpenFile nothing = OpenFile.readWrite(Path.of("/dev/null"));
        ChildProcess child =
            ChildProcess.spawn(program, command, environment, List.of(nothing, nothing, nothing))) {
      int _ = child.waitFor();
    }
  }
}
