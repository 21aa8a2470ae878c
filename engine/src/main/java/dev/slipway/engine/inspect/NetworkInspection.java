package dev.slipway.engine.inspect;

import dev.slipway.runtime.network.Membership;
import dev.slipway.runtime.network.NetworkLink;
import dev.slipway.runtime.run.ContainerRecord;
import dev.slipway.runtime.run.RunRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// `NetworkSettings.Networks` of a container: what it is to have of each network, and has while it
/// runs.
final class NetworkInspection {
  private NetworkInspection() {}

  static SequencedMap<String, @Nullable Object> networks(
      ContainerRecord record, @Nullable RunRecord run) {
    SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
    if (record.memberships().isEmpty()) {
      json.put(record.networkName(), network(Membership.of(record.networkName()), record, null));
    }
    for (Membership membership : record.memberships()) {
      NetworkLink link = null;
      for (NetworkLink one : run == null ? List.<NetworkLink>of() : run.links()) {
        link = one.network().equals(membership.network()) ? one : link;
      }
      json.put(membership.network(), network(membership, record, link));
    }
    return json;
  }

  private static SequencedMap<String, @Nullable Object> network(
      Membership membership, ContainerRecord record, @Nullable NetworkLink link) {
    SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("Aliases", membership.aliases().isEmpty() ? null : membership.aliases());
    json.put("MacAddress", link == null ? membership.mac() : link.mac());
    json.put("Gateway", link == null ? "" : link.gateway());
    json.put("IPAddress", link == null ? "" : link.address());
    json.put("IPPrefixLen", link == null ? 0L : link.prefix());
    json.put("IPv6Gateway", link == null ? "" : link.gateway6());
    json.put("GlobalIPv6Address", link == null ? "" : link.address6());
    json.put("GlobalIPv6PrefixLen", link == null ? 0L : link.prefix6());
    List<String> names = new ArrayList<>();
    if (!membership.isDefault()) {
      names.add(record.name());
      names.addAll(membership.aliases());
      names.add(record.containerId().shortHex());
    }
    json.put("DNSNames", names.isEmpty() ? null : names);
    return json;
  }
}
