package dev.slipway.runtime.network;

import java.io.IOException;
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
        }
      }
    }
    return records;
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
      throw new IOException(file + " is damaged; remove it once no container runs", damaged);
    }
  }
}
