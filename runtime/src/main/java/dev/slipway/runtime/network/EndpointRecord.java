package dev.slipway.runtime.network;

import dev.slipway.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// What one attached container holds on this host, kept in a file so that any later process can
/// give it back.
///
/// @param link the host's end of the veth pair; it disappears with the container's namespace
record EndpointRecord(String id, Ipv4 address, String link, List<PortMapping> ports) {
  EndpointRecord {
    ports = List.copyOf(ports);
  }

  /// Whether its container can still use the address. Records are made and looked at under the
  /// host's lock, which is held until the link is there.
  boolean alive() {
    return Files.exists(Path.of("/sys/class/net", link));
  }

  void write(Path directory) throws IOException {
    var text = new StringBuilder();
    text.append(address).append(' ').append(link).append('\n');
    for (PortMapping port : ports) {
      text.append(port.hostAddress()).append(' ').append(port.hostPort()).append(' ');
      text.append(port.containerPort()).append(' ').append(port.protocol()).append('\n');
    }
    Path temporary = directory.resolve("." + id);
    Files.writeString(temporary, text);
    Files.move(temporary, directory.resolve(id), StandardCopyOption.ATOMIC_MOVE);
  }

  static List<EndpointRecord> all(Path directory) throws IOException {
    List<EndpointRecord> records = new ArrayList<>();
    try (var files =
        Files.newDirectoryStream(
            directory, file -> !file.getFileName().toString().startsWith("."))) {
      for (Path file : files) {
        try {
          records.add(parse(file));
        } catch (NoSuchFileException released) {
          // Given back between the listing and the reading.
        } catch (DamagedEndpoint damaged) {
          dropIfUnused(file);
        }
      }
    }
    return records;
  }

  /// How many there are, readable or not.
  static int count(Path directory) throws IOException {
    int count = 0;
    try (var files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        count += file.getFileName().toString().startsWith(".") ? 0 : 1;
      }
    }
    return count;
  }

  /// A crash of the machine may leave a record without content. Who still has the link goes on
  /// having it: only the ports and the address of a container that is gone are given back.
  private static void dropIfUnused(Path file) throws IOException {
    String link = linkOf(file.getFileName().toString());
    if (!Files.exists(Path.of("/sys/class/net", link))) {
      Files.deleteIfExists(file);
    }
  }

  /// The host's end of a container's link: a name has at most 15 bytes (IFNAMSIZ).
  static String linkOf(String id) {
    return "sw" + Digest.sha256(id.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 12);
  }

  /// A record that is not what was written.
  private static final class DamagedEndpoint extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedEndpoint(Path file, Throwable cause) {
      super(file + " is damaged", cause);
    }
  }

  private static EndpointRecord parse(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    try {
      String[] words = lines.getFirst().split(" ", -1);
      List<PortMapping> ports = new ArrayList<>();
      for (String line : lines.subList(1, lines.size())) {
        String[] port = line.split(" ", -1);
        ports.add(
            new PortMapping(
                port[0],
                Integer.parseInt(port[1]),
                Integer.parseInt(port[2]),
                Protocol.valueOf(port[3])));
      }
      return new EndpointRecord(
          file.getFileName().toString(), Ipv4.parse(words[0]), words[1], ports);
    } catch (RuntimeException damaged) {
      throw new DamagedEndpoint(file, damaged);
    }
  }
}
