package dev.slipway.runtime.network;

import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the kernel is to do about IPv6 in the network namespace of the calling thread.
final class Ipv6Settings {
  private static final Path ALL = Path.of("/proc/sys/net/ipv6/conf");

  private static final Path BRIDGED = Path.of("/proc/sys/net/bridge/bridge-nf-call-ip6tables");

  private Ipv6Settings() {}

  /// Whether packets go through the firewall while they cross a bridge (the module br_netfilter).
  static boolean bridgesAreFiltered() throws IOException {
    return Files.exists(BRIDGED) && !Files.readString(BRIDGED).startsWith("0");
  }

  /// @throws ContainerException the kernel has no IPv6
  static void require() {
    if (!Files.isDirectory(ALL)) {
      throw new ContainerException(
          "this host's kernel has no IPv6",
          "leave out --ipv6, or start the kernel without ipv6.disable=1",
          1,
          null);
    }
  }

  /// Lets a link have addresses, where the host's defaults would not.
  static void enable(String link) throws IOException {
    write(ALL.resolve(link).resolve("disable_ipv6"), "1", "0");
  }

  /// Lets packets through the host. A router does not hear what other routers say, so links that
  /// got their routes from them (accept_ra 1) are told to hear it all the same (2).
  static void openForwarding() throws IOException {
    Path forwarding = ALL.resolve("all/forwarding");
    if (!Files.readString(forwarding).startsWith("0")) {
      return;
    }
    try (var links = Files.newDirectoryStream(ALL)) {
      for (Path link : links) {
        write(link.resolve("accept_ra"), "1", "2");
      }
    }
    Files.writeString(forwarding, "1");
  }

  private static void write(Path setting, String from, String to) throws IOException {
    if (Files.exists(setting) && Files.readString(setting).strip().equals(from)) {
      Files.writeString(setting, to);
    }
  }
}
