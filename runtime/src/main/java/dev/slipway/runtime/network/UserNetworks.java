package dev.slipway.runtime.network;

import dev.slipway.image.json.JsonDocuments;
import dev.slipway.image.store.Lock;
import dev.slipway.image.store.Locks;
import dev.slipway.linux.KernelRandom;
import dev.slipway.runtime.ContainerException;
import io.avaje.json.JsonWriter;
import io.avaje.json.stream.JsonStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The networks that users made in one store: `NAME.json`. Their bridges are made when the first
/// container needs them.
public final class UserNetworks {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");
  private static final Set<String> TAKEN =
      Set.of("bridge", "host", "none", "default", "container", "ingress");
  private static final int ID_BYTES = 32;
  private static final JsonStream JSON = JsonStream.builder().build();

  private final Path directory;
  private final Locks locks;

  /// @param directory `ROOT/networks`
  public UserNetworks(Path directory, Locks locks) {
    this.directory = directory;
    this.locks = locks;
  }

  /// @throws ContainerException the name or the addresses are taken, or none
  public UserNetwork create(NewNetwork wish) throws IOException {
    String name = wish.name();
    if (!NAME.matcher(name).matches()) {
      throw refused(
          "invalid network name: " + name, "use letters, digits, and _.- after the first");
    }
    try (Lock _ = locks.exclusive("networks")) {
      if (TAKEN.contains(name) || find(name).isPresent()) {
        throw refused(
            "network with name " + name + " already exists", "slipway network ls lists them");
      }
      byte[] bytes = new byte[ID_BYTES];
      KernelRandom.source().nextBytes(bytes);
      String wanted = wish.subnet();
      String range = wanted.isEmpty() ? free() + "/16" : checked(wanted);
      Ipv4 first = Ipv4.parse(range.substring(0, range.indexOf('/')));
      String gateway = wish.gateway();
      Subnet6 range6 = wish.ipv6() ? range6(wish) : null;
      var network =
          new UserNetwork(
              HexFormat.of().formatHex(bytes),
              name,
              Instant.now(),
              range,
              gateway.isEmpty() ? first.plus(1).toString() : address(gateway, range),
              range6 == null ? "" : range6.toString(),
              range6 == null ? "" : gateway6(wish.gateway6(), range6),
              wish.internal(),
              wish.labels());
      write(network);
      return network;
    }
  }

  private Subnet6 range6(NewNetwork wish) throws IOException {
    Ipv6Settings.require();
    List<Subnet6> used = new ArrayList<>(HostNetworks6.used());
    for (UserNetwork network : list()) {
      Subnet6 other = network.range6();
      if (other != null) {
        used.add(other);
      }
    }
    String text = wish.subnet6();
    if (text.isEmpty()) {
      return Subnet6.drawn(used);
    }
    Subnet6 range = Subnet6.parse(text);
    if (range == null) {
      throw refused(
          "invalid subnet " + text + ": invalid CIDR block notation",
          "write --ipv6 --subnet fd00:1::/64");
    }
    if (used.stream().anyMatch(range::overlaps)) {
      throw overlap();
    }
    return range;
  }

  private static String gateway6(String wanted, Subnet6 range) {
    return wanted.isEmpty() ? range.first().plus(1).toString() : address6(wanted, range).toString();
  }

  /// An address inside a range.
  static Ipv6 address6(String text, Subnet6 range) {
    if (!Ipv6.isAddress(text) || !range.contains(Ipv6.parse(text))) {
      throw refused("invalid address " + text + ": it is not in " + range, "choose another one");
    }
    return Ipv6.parse(text);
  }

  private static ContainerException overlap() {
    return refused(
        "invalid pool request: Pool overlaps with other one on this address space",
        "choose another --subnet, or leave it out");
  }

  private static ContainerException refused(String message, String hint) {
    return new ContainerException(message, hint, 1, null);
  }

  private Ipv4 free() throws IOException {
    return Bridge.freeNetwork(taken());
  }

  /// What the host uses, what the networks here have, and what the default bridge will have when
  /// somebody needs it: it is made without a look at these networks, whose bridges need not be
  /// there.
  private List<Bridge.Used> taken() throws IOException {
    List<Bridge.Used> taken = new ArrayList<>(Bridge.used());
    if (!Files.exists(Path.of("/sys/class/net", BridgeNetwork.DEFAULT_BRIDGE))) {
      taken.add(new Bridge.Used(Bridge.freeNetwork(taken), Bridge.PREFIX));
    }
    for (UserNetwork network : list()) {
      taken.add(new Bridge.Used(network.firstAddress(), network.prefix()));
    }
    return taken;
  }

  private String checked(String subnet) throws IOException {
    int slash = subnet.indexOf('/');
    String address = slash < 0 ? subnet : subnet.substring(0, slash);
    int prefix = slash < 0 ? -1 : prefix(subnet.substring(slash + 1));
    if (!Ipv4.isAddress(address) || prefix < 8 || prefix > 29) {
      throw refused(
          "invalid subnet " + subnet + ": invalid CIDR block notation",
          "write --subnet 10.99.0.0/24");
    }
    Ipv4 first = new Ipv4(Ipv4.parse(address).value() & (-1 << (32 - prefix)));
    for (Bridge.Used other : taken()) {
      if (other.address().sharesPrefix(first, Math.min(prefix, other.prefix()))) {
        throw overlap();
      }
    }
    return first + "/" + prefix;
  }

  private static int prefix(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException none) {
      return -1;
    }
  }

  /// An address inside a range.
  static String address(String text, String range) {
    int slash = range.indexOf('/');
    int prefix = Integer.parseInt(range.substring(slash + 1));
    if (!Ipv4.isAddress(text)
        || !Ipv4.parse(text).sharesPrefix(Ipv4.parse(range.substring(0, slash)), prefix)) {
      throw refused("invalid address " + text + ": it is not in " + range, "choose another one");
    }
    return text;
  }

  private void write(UserNetwork network) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (JsonWriter writer = JSON.writer(bytes)) {
      network.write(writer);
    }
    Files.createDirectories(directory);
    Path temporary = directory.resolve("." + network.name());
    Files.write(temporary, bytes.toByteArray());
    Files.move(
        temporary, directory.resolve(network.name() + ".json"), StandardCopyOption.ATOMIC_MOVE);
  }

  /// @param word a name, an ID, or the beginning of an ID
  public Optional<UserNetwork> find(String word) throws IOException {
    for (UserNetwork network : list()) {
      if (network.name().equals(word) || network.id().equals(word)) {
        return Optional.of(network);
      }
    }
    for (UserNetwork network : list()) {
      if (!word.isEmpty() && network.id().startsWith(word)) {
        return Optional.of(network);
      }
    }
    return Optional.empty();
  }

  /// @throws ContainerException there is no such network
  public UserNetwork require(String word) throws IOException {
    return find(word).orElseThrow(() -> missing(word));
  }

  public static ContainerException missing(String word) {
    return new ContainerException(
        "network " + word + " not found", "slipway network ls lists those that exist");
  }

  /// All of them, by name.
  public List<UserNetwork> list() throws IOException {
    List<UserNetwork> networks = new ArrayList<>();
    try (var files = Files.newDirectoryStream(directory, "[!.]*.json")) {
      for (Path file : files) {
        networks.add(JsonDocuments.read(Files.readAllBytes(file), UserNetwork::read));
      }
    } catch (NoSuchFileException none) {
      return networks;
    }
    networks.sort(Comparator.comparing(UserNetwork::name));
    return networks;
  }

  /// Removes a network with its bridge and its rules. That nobody is on it is the caller's care.
  public void remove(UserNetwork network) throws IOException, InterruptedException {
    try (Lock _ = locks.exclusive("networks")) {
      Files.deleteIfExists(directory.resolve(network.name() + ".json"));
      Firewall.remove(network.bridge());
      BridgeNetwork.forget(network);
    }
  }
}
