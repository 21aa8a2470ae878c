package dev.slipway.runtime.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The host's `/etc/resolv.conf` as a container can use it (resolv.conf(5)).
///
/// A name server on the host's loopback cannot be reached from another network namespace: then the
/// upstream servers that systemd-resolved knows are taken, and where there are none, public ones,
/// as Docker does.
public final class ResolvConf {
  private static final Path HOST = Path.of("/etc/resolv.conf");
  private static final Path UPSTREAM = Path.of("/run/systemd/resolve/resolv.conf");
  private static final List<String> PUBLIC = List.of("8.8.8.8", "8.8.4.4");

  private ResolvConf() {}

  /// The text for a container that has a network namespace of its own.
  public static String forContainer() throws IOException {
    return forContainer(read(HOST), read(UPSTREAM));
  }

  /// The text for a container that shares the host's network: the host's own.
  public static String ofHost() throws IOException {
    return read(HOST);
  }

  /// The text for a container that asks the name server of its networks, at the gateway of one.
  public static String ofNetwork(String gateway) throws IOException {
    // Without dots is no reason to search: the names of containers have none.
    String host = read(HOST);
    String text = withServers(List.of(gateway), host);
    return host.contains("ndots:") ? text : text + "options ndots:0\n";
  }

  /// Whom the host asks for names: what is on its loopback too, as a process of the host can.
  public static List<String> serversOfHost() throws IOException {
    List<String> servers = new ArrayList<>();
    for (String line : read(HOST).split("\n", -1)) {
      String[] words = line.strip().split("\\s+", 3);
      if (words.length >= 2 && words[0].equals("nameserver")) {
        servers.add(words[1]);
      }
    }
    return servers.isEmpty() ? PUBLIC : servers;
  }

  static String forContainer(String host, String upstream) {
    List<String> servers = reachable(host);
    if (servers.isEmpty()) {
      servers = reachable(upstream);
    }
    return withServers(servers.isEmpty() ? PUBLIC : servers, host);
  }

  private static String withServers(List<String> servers, String host) {
    var text = new StringBuilder();
    for (String server : servers) {
      text.append("nameserver ").append(server).append('\n');
    }
    for (String line : host.split("\n", -1)) {
      String trimmed = line.strip();
      if (trimmed.startsWith("search ")
          || trimmed.startsWith("domain ")
          || trimmed.startsWith("options ")) {
        text.append(trimmed).append('\n');
      }
    }
    return text.toString();
  }

  private static List<String> reachable(String text) {
    List<String> servers = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      String[] words = line.strip().split("\\s+", 3);
      if (words.length >= 2 && words[0].equals("nameserver") && !onLoopback(words[1])) {
        servers.add(words[1]);
      }
    }
    return servers;
  }

  private static boolean onLoopback(String server) {
    // A container has no IPv6 route to the outside on this bridge, so only IPv4 servers are of use
    // to it.
    return server.startsWith("127.") || server.indexOf(':') >= 0;
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException missing) {
      return "";
    }
  }
}
