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
import org.jspecify.annotations.Nullable;

/// What one attached container holds on this host, kept in a file so that any later process can
/// give it back.
///
/// A line for the address and the link, one of four words for each port, and one of two for each
/// thing more: `ip6 fd00::2`, `network back`, `name db`, `server 10.0.0.1`, `internal yes`.
///
/// @param address6 null where the network has no IPv6
/// @param link the host's end of the veth pair; it disappears with the container's namespace
/// @param names by which others on the network find it
/// @param nameServers whom to ask for names of elsewhere; empty for those of the host
record EndpointRecord(
    String id,
    Ipv4 address,
    @Nullable Ipv6 address6,
    String link,
    List<PortMapping> ports,
    String network,
    boolean internal,
    List<String> names,
    List<String> nameServers) {
  static final String DEFAULT_DIRECTORY = "endpoints";

  EndpointRecord {
    ports = List.copyOf(ports);
    names = List.copyOf(names);
    nameServers = List.copyOf(nameServers);
  }

  EndpointRecord withPorts(List<PortMapping> value) {
    return new EndpointRecord(
        id, address, address6, link, value, network, internal, names, nameServers);
  }

  EndpointRecord withNames(List<String> value) {
    return new EndpointRecord(
        id, address, address6, link, ports, network, internal, value, nameServers);
  }

  /// Whether its container can still use the address. Records are made and looked at under the
  /// host's lock, which is held until the link is there.
  boolean alive() {
    // Unlike /sys/class/net it is of the network that we are in, whoever mounted it.
    return Files.exists(Path.of("/proc/sys/net/ipv4/conf", link));
  }

  void write(Path directory) throws IOException {
    var text = new StringBuilder();
    text.append(address).append(' ').append(link).append('\n');
    for (PortMapping port : ports) {
      text.append(port.hostAddress()).append(' ').append(port.hostPort()).append(' ');
      text.append(port.containerPort()).append(' ').append(port.protocol()).append('\n');
    }
    if (address6 != null) {
      text.append("ip6 ").append(address6).append('\n');
    }
    if (!network.equals(Membership.DEFAULT)) {
      text.append("network ").append(network).append('\n');
    }
    if (internal) {
      text.append("internal yes\n");
    }
    for (String name : names) {
      text.append("name ").append(name).append('\n');
    }
    for (var server : nameServers) {
      text.append("server ").append(server).append('\n');
    }
    Path temporary = directory.resolve("." + id);
    Files.writeString(temporary, text);
    Files.move(temporary, directory.resolve(id), StandardCopyOption.ATOMIC_MOVE);
  }

  static List<EndpointRecord> all(Path directory) throws IOException {
    List<EndpointRecord> records = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      return records;
    }
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

  /// Where the records of a host's networks are: the default one's and those of users'.
  static List<Path> directories(Path state) throws IOException {
    List<Path> directories = new ArrayList<>();
    Path own = state.resolve(DEFAULT_DIRECTORY);
    if (Files.isDirectory(own)) {
      directories.add(own);
    }
    directories.addAll(namedDirectories(state));
    return directories;
  }

  /// Those of networks that users made.
  static List<Path> namedDirectories(Path state) throws IOException {
    List<Path> directories = new ArrayList<>();
    try (var all = Files.newDirectoryStream(state.resolve(BridgeNetwork.NETWORKS))) {
      all.forEach(directories::add);
    } catch (NoSuchFileException none) {
      return directories;
    }
    return directories;
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

  /// Removes a record whose ports nobody has to take back: a crash of the machine may leave one
  /// without content. Who still has the link goes on having it: only the address of a container
  /// that is gone is given back.
  static void dropIfUnused(Path file) throws IOException {
    String link = linkOf(file.getFileName().toString(), bridgeOf(file));
    if (!Files.exists(Path.of("/sys/class/net", link))) {
      Files.deleteIfExists(file);
    }
  }

  /// Records of the default bridge are in a directory of another name.
  private static String bridgeOf(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    String name = directory == null ? "" : directory.getFileName().toString();
    return name.equals(DEFAULT_DIRECTORY) ? "" : name;
  }

  /// The host's end of a container's link: a name has at most 15 bytes (IFNAMSIZ).
  ///
  /// @param bridge empty for the default one
  static String linkOf(String id, String bridge) {
    return "sw"
        + Digest.sha256((id + bridge).getBytes(StandardCharsets.UTF_8)).hex().substring(0, 12);
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
      var lists = new Lines(lines.subList(1, lines.size()));
      String[] words = lines.getFirst().split(" ", -1);
      String address6 = lists.first("ip6");
      String network = lists.first("network");
      return new EndpointRecord(
          file.getFileName().toString(),
          Ipv4.parse(words[0]),
          address6.isEmpty() ? null : Ipv6.parse(address6),
          words[1],
          lists.ports(),
          network.isEmpty() ? Membership.DEFAULT : network,
          !lists.first("internal").isEmpty(),
          lists.all("name"),
          lists.all("server"));
    } catch (RuntimeException damaged) {
      throw new DamagedEndpoint(file, damaged);
    }
  }

  /// What follows a record's first line.
  private record Lines(List<String> lines) {
    List<String> all(String key) {
      List<String> values = new ArrayList<>();
      for (String line : lines) {
        if (line.startsWith(key + " ")) {
          values.add(line.substring(key.length() + 1));
        }
      }
      return values;
    }

    String first(String key) {
      List<String> values = all(key);
      return values.isEmpty() ? "" : values.getFirst();
    }

    List<PortMapping> ports() {
      List<PortMapping> ports = new ArrayList<>();
      for (String line : lines) {
        String[] port = line.split(" ", -1);
        if (port.length == 4) {
          ports.add(
              new PortMapping(
                  port[0],
                  Integer.parseInt(port[1]),
                  Integer.parseInt(port[2]),
                  Protocol.valueOf(port[3])));
        }
      }
      return ports;
    }
  }
}
