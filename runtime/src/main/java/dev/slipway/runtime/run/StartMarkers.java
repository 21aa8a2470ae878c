package dev.slipway.runtime.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Says which containers are being started, and by which process; so that what a process leaves
/// half done when it is killed can be found without looking at every container.
final class StartMarkers {
  private final Path directory;

  StartMarkers(Path directory) {
    this.directory = directory;
  }

  /// Marks a container as being started by this process.
  void put(ContainerId id) throws IOException {
    ProcessIdentity own = ProcessIdentity.of(ProcessHandle.current().pid());
    Files.createDirectories(directory);
    Files.writeString(directory.resolve(id.hex()), own.pid() + " " + own.startTicks());
  }

  void remove(ContainerId id) throws IOException {
    Files.deleteIfExists(directory.resolve(id.hex()));
  }

  /// Those whose process is no more.
  List<ContainerId> abandoned() throws IOException {
    List<ContainerId> abandoned = new ArrayList<>();
    try (var markers = Files.newDirectoryStream(directory)) {
      for (Path marker : markers) {
        String name = marker.getFileName().toString();
        if (ContainerId.isId(name) && !owner(marker).alive()) {
          abandoned.add(new ContainerId(name));
        }
      }
    } catch (NoSuchFileException none) {
      return abandoned;
    }
    return abandoned;
  }

  private static ProcessIdentity owner(Path marker) throws IOException {
    try {
      String[] words = Files.readString(marker).strip().split(" ", -1);
      return new ProcessIdentity(Long.parseLong(words[0]), Long.parseLong(words[1]));
    } catch (NoSuchFileException | NumberFormatException | IndexOutOfBoundsException cut) {
      return ProcessIdentity.NONE;
    }
  }
}
