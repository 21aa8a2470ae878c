package dev.slipway.runtime.run;

import dev.slipway.linux.Terminal;
import dev.slipway.runtime.network.BuiltInNetwork;
import dev.slipway.runtime.network.Membership;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is told of a container's runs: of itself, of the networks that it is on, and of its
/// volumes.
final class RunEvents {
  private static final String LOCAL = "local";

  private final ContainerHost host;

  RunEvents(ContainerHost host) {
    this.host = host;
  }

  /// @param attach whether who started it has its streams
  /// @param size of its terminal, where who started it has one
  void started(ContainerRecord record, boolean attach, Optional<Terminal.Size> size)
      throws IOException {
    List<Event> events = new ArrayList<>();
    if (attach) {
      events.add(EventLog.of(record, "attach", Map.of()));
    }
    addNetworks(record, "connect", events);
    for (VolumeRecord volume : record.volumes()) {
      if (volume.kind() == VolumeRecord.Kind.VOLUME) {
        Map<String, String> attributes = new TreeMap<>();
        attributes.put("container", record.id());
        attributes.put("destination", volume.target());
        attributes.put("driver", LOCAL);
        attributes.put("propagation", "");
        attributes.put("read/write", Boolean.toString(!volume.readOnly()));
        events.add(new Event(Instant.now(), "volume", "mount", volume.source(), attributes));
      }
    }
    events.add(EventLog.of(record, "start", Map.of()));
    if (size.isPresent()) {
      events.add(EventLog.resize(record, size.get()));
    }
    host.records().events().append(events);
  }

  void ended(ContainerRecord record, RunEnd end, boolean killedForMemory) throws IOException {
    List<Event> events = new ArrayList<>();
    if (killedForMemory) {
      events.add(EventLog.of(record, "oom", Map.of()));
    }
    Integer code = end.exitCode();
    events.add(
        EventLog.of(record, "die", Map.of("exitCode", code == null ? "unknown" : code.toString())));
    addNetworks(record, "disconnect", events);
    for (VolumeRecord volume : record.volumes()) {
      if (volume.kind() == VolumeRecord.Kind.VOLUME) {
        Map<String, String> attributes = Map.of("container", record.id(), "driver", LOCAL);
        events.add(new Event(Instant.now(), "volume", "unmount", volume.source(), attributes));
      }
    }
    host.records().events().append(events);
  }

  /// A container that came onto a network, or left it.
  Event network(String action, String network, ContainerId container) throws IOException {
    boolean builtIn = BuiltInNetwork.NAMES.contains(network);
    String id =
        builtIn
            ? BuiltInNetwork.id(network)
            : host.networks().find(network).map(known -> known.id()).orElse(network);
    String type = builtIn ? BuiltInNetwork.driver(network) : Membership.DEFAULT;
    return new Event(
        Instant.now(),
        "network",
        action,
        id,
        Map.of("container", container.hex(), "name", network, "type", type));
  }

  private void addNetworks(ContainerRecord record, String action, List<Event> events)
      throws IOException {
    switch (record.network()) {
      case BRIDGE -> {
        for (Membership membership : record.memberships()) {
          events.add(network(action, membership.network(), record.containerId()));
        }
      }
      case HOST, NONE -> events.add(network(action, record.network().word(), record.containerId()));
      case CONTAINER -> {
        // It is on the other's networks, which tells of itself.
      }
    }
  }
}
