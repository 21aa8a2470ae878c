package dev.slipway.runtime.run;

import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.OpenFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A process that will clean up after a run, so that the run's exit command need not.
///
/// Keepers hold a FIFO open. When the container has ended, conmon's exit command (a shell that only
/// reads) waits until the last keeper is gone, however it went, and starts our clean-up if the FIFO
/// is still there.
final class Keeper implements Closeable {
  /// The script opens the FIFO for both directions first, since opening it for reading alone would
  /// wait for a writer; a FIFO that is gone means that all is done. Its arguments: the FIFO, and
  /// the clean-up command.
  private static final String SCRIPT =
      "[ -p \"$1\" ] || exit 0; exec 3<>\"$1\" 4<\"$1\" 3>&-; read -r _ <&4; exec 4<&-; "
          + "[ -p \"$1\" ] || exit 0; shift; exec \"$@\"";

  private final OpenFile fifo;

  private Keeper(OpenFile fifo) {
    this.fifo = fifo;
  }

  /// Makes the run's FIFO and holds it.
  static Keeper create(ContainerFiles files, String name) throws IOException {
    try (DirectoryHandle directory = DirectoryHandle.open(files.volatileDirectory())) {
      directory.makeFifo(name.getBytes(StandardCharsets.UTF_8), 0600);
    }
    return new Keeper(OpenFile.readWrite(files.volatileDirectory().resolve(name)));
  }

  /// Joins in keeping a run; holds nothing where it is over already.
  static Keeper join(ContainerFiles files, String name) throws IOException {
    Path fifo = files.volatileDirectory().resolve(name);
    try {
      return new Keeper(OpenFile.readWrite(Files.exists(fifo) ? fifo : Path.of("/dev/null")));
    } catch (LinuxException gone) {
      return new Keeper(OpenFile.readWrite(Path.of("/dev/null")));
    }
  }

  /// What conmon is to run when the container has ended.
  ///
  /// @param cleanup empty for none: then the next command that meets the container cleans up
  static List<String> exitCommand(ContainerFiles files, String name, List<String> cleanup) {
    if (cleanup.isEmpty()) {
      return List.of();
    }
    var command =
        new ArrayList<>(
            List.of(
                "/bin/sh",
                "-c",
                SCRIPT,
                "slipway",
                files.volatileDirectory().resolve(name).toString()));
    command.addAll(cleanup);
    return command;
  }

  @Override
  public void close() {
    fifo.close();
  }
}
