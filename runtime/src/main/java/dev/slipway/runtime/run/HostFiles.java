package dev.slipway.runtime.run;

import dev.slipway.runtime.RuntimeMount;
import dev.slipway.runtime.network.ResolvConf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// `/etc/hosts`, `/etc/hostname` and `/etc/resolv.conf`, which every container has from us, also
/// one on an empty image.
final class HostFiles {
  private static final String LOOPBACK =
      """
      127.0.0.1\tlocalhost
      ::1\tlocalhost ip6-localhost ip6-loopback
      fe00::0\tip6-localnet
      ff00::0\tip6-mcastprefix
      ff02::1\tip6-allnodes
      ff02::2\tip6-allrouters
      """;

  private HostFiles() {}

  /// What the container sees of the network.
  ///
  /// @param addresses its own, on all of its networks
  /// @param gateway what `host-gateway` stands for; empty where there is none
  record View(List<String> addresses, String gateway, String resolvConf) {
    View {
      addresses = List.copyOf(addresses);
    }

    static View of(ContainerRecord record) throws IOException {
      Settings settings = record.settings();
      return switch (record.network()) {
        case HOST ->
            new View(List.of(), "127.0.0.1", NameServers.apply(ResolvConf.ofHost(), settings));
        case NONE, BRIDGE, CONTAINER ->
            new View(List.of(), "", NameServers.apply(ResolvConf.forContainer(), settings));
      };
    }
  }

  /// Writes the files anew, as each start may have another address.
  ///
  /// @return how the container gets to see them
  ///
  /// @param others lines that name other containers
  static List<RuntimeMount> write(
      ContainerFiles files, ContainerRecord record, View view, String others) throws IOException {
    Files.writeString(files.hosts(), hosts(record, view) + others);
    Files.writeString(files.hostname(), record.hostname() + "\n");
    Files.writeString(files.resolvConf(), view.resolvConf());
    return mounts(files);
  }

  static List<RuntimeMount> mounts(ContainerFiles files) {
    return List.of(
        new RuntimeMount.Bind(files.resolvConf(), "/etc/resolv.conf", false),
        new RuntimeMount.Bind(files.hostname(), "/etc/hostname", false),
        new RuntimeMount.Bind(files.hosts(), "/etc/hosts", false));
  }

  static String hosts(ContainerRecord record, View view) throws IOException {
    var text = new StringBuilder(record.network() == NetworkMode.HOST ? ofHost() : LOOPBACK);
    for (String extra : record.extraHosts()) {
      int colon = extra.indexOf(':');
      String address = extra.substring(colon + 1);
      text.append(address.equals("host-gateway") ? view.gateway() : address);
      text.append('\t').append(extra, 0, colon).append('\n');
    }
    for (String address : view.addresses()) {
      text.append(address).append('\t').append(names(record.hostname())).append('\n');
    }
    return text.toString();
  }

  /// The host name, and its first label where it has several.
  private static String names(String hostname) {
    int dot = hostname.indexOf('.');
    return dot < 0 ? hostname : hostname + " " + hostname.substring(0, dot);
  }

  private static String ofHost() throws IOException {
    try {
      return Files.readString(Path.of("/etc/hosts"));
    } catch (NoSuchFileException none) {
      return LOOPBACK;
    }
  }
}
