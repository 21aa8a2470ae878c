package dev.slipway.runtime.network;

import dev.slipway.image.json.JsonDocuments;
import dev.slipway.image.store.Lock;
import dev.slipway.image.store.Locks;
import dev.slipway.runtime.ContainerException;
import io.avaje.json.JsonWriter;
import io.avaje.json.stream.JsonStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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

  /// @param subnet empty for one that nobody here uses
  /// @param gateway empty for the first address
  /// @throws ContainerException the name or the addresses are taken, or none
  public UserNetwork create(
      String name, String subnet, String gateway, boolean internal, Map<String, String> labels)
      throws IOException {
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
      new SecureRandom().nextBytes(bytes);
      String range = subnet.isEmpty() ? free() + "/16" : checked(subnet);
      Ipv4 first = Ipv4.parse(range.substring(0, range.indexOf('/')));
      String host = gateway.isEmpty() ? first.plus(1).toString() : address(gateway, range);
      var network =
          new UserNetwork(
              HexFormat.of().formatHex(bytes), name, Instant.now(), range, host, internal, labels);
      write(network);
      return network;
    }
  }

  private static ContainerException refused(String message, String hint) {
    return new ContainerException(message, hint, 1, null);
  }

  private Ipv4 free() throws IOException {
    List<Bridge.Used> used = new ArrayList<>(Bridge.used());
    for (UserNetwork network : list()) {
      used.add(new Bridge.Used(network.firstAddress(), network.prefix()));
    }
    return Bridge.freeNetwork(used);
  }

  private String checked(String subnet) throws IOException {
    int slash = subnet.indexOf('/');
    String address = slash < 0 ? subnet : subnet.substring(0, slash);
    int prefix = slash < 0 ? -1 : prefix(subnet.substring(slash + 1));
    if (!Ipv4.isAddress(address) || prefix < 8 || prefix > 29) {
      throw refused(
          "invalid subnet " + subnet + ": invalid CIDR block notation",
          "write --subnet 10.99.0.0/24; only IPv4 is there yet");
    }
    Ipv4 first = new Ipv4(Ipv4.parse(address).value() & (-1 << (32 - prefix)));
    List<Bridge.Used> used = new ArrayList<>(Bridge.used());
    for (UserNetwork network : list()) {
      used.add(new Bridge.Used(network.firstAddress(), network.prefix()));
    }
    for (Bridge.Used other : used) {
      if (other.address().sharesPrefix(first, Math.min(prefix, other.prefix()))) {
        throw refused(
            "invalid pool request: Pool overlaps with other one on this address space",
            "choose another --subnet, or leave it out");
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
    }
  }
}
