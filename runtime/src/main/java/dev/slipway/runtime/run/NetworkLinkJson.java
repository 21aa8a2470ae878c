package dev.slipway.runtime.run;

import dev.slipway.runtime.network.NetworkLink;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/// The links of a run, in `run.json`.
final class NetworkLinkJson {
  private String network = "";
  private String device = "";
  private String address = "";
  private int prefix;
  private String gateway = "";
  private String address6 = "";
  private int prefix6;
  private String gateway6 = "";
  private String mac = "";
  private boolean outward;

  private NetworkLinkJson() {}

  static List<NetworkLink> read(JsonReader reader) {
    List<NetworkLink> links = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNextElement()) {
      links.add(new NetworkLinkJson().link(reader));
    }
    reader.endArray();
    return links;
  }

  private NetworkLink link(JsonReader reader) {
    reader.beginObject();
    while (reader.hasNextField()) {
      switch (reader.nextField()) {
        case "network" -> network = reader.readString();
        case "device" -> device = reader.readString();
        case "address" -> address = reader.readString();
        case "prefix" -> prefix = reader.readInt();
        case "gateway" -> gateway = reader.readString();
        case "address6" -> address6 = reader.readString();
        case "prefix6" -> prefix6 = reader.readInt();
        case "gateway6" -> gateway6 = reader.readString();
        case "mac" -> mac = reader.readString();
        case "outward" -> outward = reader.readBoolean();
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    return new NetworkLink(
        network, device, address, prefix, gateway, address6, prefix6, gateway6, mac, outward);
  }

  static void write(JsonWriter writer, String name, List<NetworkLink> links) {
    writer.name(name);
    writer.beginArray();
    for (NetworkLink link : links) {
      writer.beginObject();
      JsonFields.write(writer, "network", link.network());
      JsonFields.write(writer, "device", link.device());
      JsonFields.write(writer, "address", link.address());
      JsonFields.write(writer, "prefix", link.prefix());
      JsonFields.write(writer, "gateway", link.gateway());
      if (!link.address6().isEmpty()) {
        JsonFields.write(writer, "address6", link.address6());
        JsonFields.write(writer, "prefix6", link.prefix6());
        JsonFields.write(writer, "gateway6", link.gateway6());
      }
      JsonFields.write(writer, "mac", link.mac());
      JsonFields.write(writer, "outward", link.outward());
      writer.endObject();
    }
    writer.endArray();
  }
}
