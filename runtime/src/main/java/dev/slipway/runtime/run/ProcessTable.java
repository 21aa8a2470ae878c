package dev.slipway.runtime.run;

import dev.slipway.linux.ChildProcess;
import dev.slipway.linux.OpenFile;
import dev.slipway.linux.Pipe;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.HostCapabilities;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The host's `ps`, of chosen processes.
public final class ProcessTable {
  private static final Path NULL = Path.of("/dev/null");

  private ProcessTable() {}

  /// The heading and a row for each process.
  ///
  /// @param options of `ps`; empty for `-ef`
  /// @throws ContainerException `ps` refused them, or does not show process numbers
  public static List<List<String>> rows(List<String> options, List<Long> processes)
      throws IOException {
    List<String> lines = run(options.isEmpty() ? List.of("-ef") : options);
    List<String> heading = words(lines.getFirst(), Integer.MAX_VALUE);
    int column = heading.indexOf("PID");
    if (column < 0) {
      throw new ContainerException(
          "Couldn't find PID field in ps output", "add pid to the columns: -o pid,args", 1, null);
    }
    Set<String> wanted = new HashSet<>();
    processes.forEach(process -> wanted.add(process.toString()));
    List<List<String>> rows = new ArrayList<>();
    rows.add(heading);
    for (String line : lines.subList(1, lines.size())) {
      List<String> row = words(line, heading.size());
      if (row.size() > column && wanted.contains(row.get(column))) {
        rows.add(row);
      }
    }
    return rows;
  }

  /// The last of `most` words is the rest of the line.
  private static List<String> words(String line, int most) {
    return List.of(line.strip().split("\\s+", most));
  }

  private static List<String> run(List<String> options) throws IOException {
    Path program = HostCapabilities.require("ps", "procps", "it lists processes");
    List<String> command = new ArrayList<>(List.of("ps"));
    command.addAll(options);
    try (Pipe pipe = Pipe.open();
        OpenFile nothing = OpenFile.readWrite(NULL);
        ChildProcess child =
            ChildProcess.spawn(
                program,
                command,
                List.of("LC_ALL=C.UTF-8"),
                List.of(nothing, pipe.writeEnd(), pipe.writeEnd()))) {
      pipe.writeEnd().close();
      String said =
          new String(pipe.readEnd().inputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (child.waitFor() != 0 || said.isEmpty()) {
        throw new ContainerException(
            "ps failed: " + said, "ps --help all says what it takes", 1, null);
      }
      return List.of(said.split("\n"));
    }
  }
}
