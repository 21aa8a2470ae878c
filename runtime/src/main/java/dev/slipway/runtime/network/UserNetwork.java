package dev.slipway.runtime.network;

import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A bridge network that a user made.
///
/// @param subnet `172.20.0.0/16`
/// @param gateway the host's address on it
/// @param subnet6 `fd00:1::/64`; empty for a network of IPv4 alone, as `gateway6`
/// @param internal whether it leads nowhere but to its own containers
public record UserNetwork(
    String id,
    String name,
    Instant created,
    String subnet,
    String gateway,
    String subnet6,
    String gateway6,
    boolean internal,
    Map<String, String> labels) {
  private static final int DIGITS = 11;

  public UserNetwork {
    labels = Map.copyOf(labels);
  }

  /// The bridge's name: at most 15 bytes (IFNAMSIZ).
  String bridge() {
    return "sw-" + id.substring(0, DIGITS);
  }

  int prefix() {
    return Integer.parseInt(subnet.substring(subnet.indexOf('/') + 1));
  }

  public boolean hasIpv6() {
    return !subnet6.isEmpty();
  }

  @Nullable Subnet6 range6() {
    return hasIpv6() ? Subnet6.parse(subnet6) : null;
  }

  @Nullable Ipv6 hostAddress6() {
    return hasIpv6() ? Ipv6.parse(gateway6) : null;
  }

  Ipv4 firstAddress() {
    return Ipv4.parse(subnet.substring(0, subnet.indexOf('/')));
  }

  static UserNetwork read(JsonReader reader) {
    String id = "";
    String name = "";
    String created = "";
    String subnet = "";
    String gateway = "";
    String subnet6 = "";
    String gateway6 = "";
    boolean internal = false;
    Map<String, String> labels = new TreeMap<>();
    reader.beginObject();
    while (reader.hasNextField()) {
      switch (reader.nextField()) {
        case "id" -> id = reader.readString();
        case "name" -> name = reader.readString();
        case "created" -> created = reader.readString();
        case "subnet" -> subnet = reader.readString();
        case "gateway" -> gateway = reader.readString();
        case "subnet6" -> subnet6 = reader.readString();
        case "gateway6" -> gateway6 = reader.readString();
        case "internal" -> internal = reader.readBoolean();
        case "labels" -> {
          reader.beginObject();
          while (reader.hasNextField()) {
            labels.put(reader.nextField(), reader.readString());
          }
          reader.endObject();
        }
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    return new UserNetwork(
        id, name, Instant.parse(created), subnet, gateway, subnet6, gateway6, internal, labels);
  }

  void write(JsonWriter writer) {
    writer.beginObject();
    text(writer, "id", id);
    text(writer, "name", name);
    text(writer, "created", created.toString());
    text(writer, "subnet", subnet);
    text(writer, "gateway", gateway);
    text(writer, "subnet6", subnet6);
    text(writer, "gateway6", gateway6);
    writer.name("internal");
    writer.value(internal);
    writer.name("labels");
    writer.beginObject();
    labels.forEach((key, value) -> text(writer, key, value));
    writer.endObject();
    writer.endObject();
  }

  private static void text(JsonWriter writer, String name, String value) {
    writer.name(name);
    writer.value(value);
  }
}
