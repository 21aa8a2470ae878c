package dev.slipway.cli.command.network;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.command.UserErrors;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.render.listing.Inspection;
import dev.slipway.cli.render.listing.OutputFormat;
import dev.slipway.engine.network.NetworkStore;
import dev.slipway.runtime.network.BuiltInNetwork;
import dev.slipway.runtime.network.NetworkLink;
import dev.slipway.runtime.network.UserNetwork;
import dev.slipway.runtime.run.Container;
import dev.slipway.runtime.run.RunRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `slipway network inspect`
final class NetworkInspectCommand implements Command {
  private static final Option FORMAT = OutputFormat.option();

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("network inspect"),
            "[OPTIONS] NETWORK [NETWORK...]",
            "Display detailed information on one or more networks",
            Arity.atLeast(1))
        .withOptions(FORMAT);
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Inspection inspection = Inspection.of(invocation.options().text(FORMAT));
    NetworkStore networks = invocation.slipway().networks();
    List<Object> found = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String word : invocation.arguments()) {
      Optional<UserNetwork> network = networks.find(word);
      if (network.isPresent()) {
        found.add(document(network.get(), networks.running(network.get())));
      } else if (BuiltInNetwork.NAMES.contains(word)) {
        found.add(builtIn(word));
      } else {
        missing.add(word);
      }
    }
    invocation.console().out().print(inspection.render(found));
    for (String word : missing) {
      UserErrors.print(
          invocation.console(),
          "network " + word + " not found",
          "slipway network ls lists those that exist");
    }
    return missing.isEmpty() ? 0 : 1;
  }

  private static SequencedMap<String, @Nullable Object> builtIn(String name) {
    SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("Name", name);
    json.put("Id", BuiltInNetwork.id(name));
    json.put("Scope", "local");
    json.put("Driver", BuiltInNetwork.driver(name));
    return json;
  }

  private static SequencedMap<String, @Nullable Object> document(
      UserNetwork network, List<Container> running) {
    SequencedMap<String, @Nullable Object> range = new LinkedHashMap<>();
    range.put("Subnet", network.subnet());
    range.put("Gateway", network.gateway());
    SequencedMap<String, @Nullable Object> ipam = new LinkedHashMap<>();
    ipam.put("Driver", "default");
    ipam.put("Config", network.hasIpv6() ? List.of(range, range6(network)) : List.of(range));
    SequencedMap<String, @Nullable Object> containers = new LinkedHashMap<>();
    for (Container container : running) {
      containers.put(container.id().hex(), member(network, container));
    }
    SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("Name", network.name());
    json.put("Id", network.id());
    json.put("Created", network.created().toString());
    json.put("Scope", "local");
    json.put("Driver", "bridge");
    json.put("EnableIPv4", true);
    json.put("EnableIPv6", network.hasIpv6());
    json.put("IPAM", ipam);
    json.put("Internal", network.internal());
    json.put("Containers", containers);
    json.put("Labels", new TreeMap<>(network.labels()));
    return json;
  }

  private static SequencedMap<String, @Nullable Object> range6(UserNetwork network) {
    SequencedMap<String, @Nullable Object> range = new LinkedHashMap<>();
    range.put("Subnet", network.subnet6());
    range.put("Gateway", network.gateway6());
    return range;
  }

  private static SequencedMap<String, @Nullable Object> member(
      UserNetwork network, Container container) {
    SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("Name", container.name());
    RunRecord run = container.run();
    for (NetworkLink link : run == null ? List.<NetworkLink>of() : run.links()) {
      if (link.network().equals(network.name())) {
        boolean six = !link.address6().isEmpty();
        json.put("MacAddress", link.mac());
        json.put("IPv4Address", link.address() + "/" + link.prefix());
        json.put("IPv6Address", six ? link.address6() + "/" + link.prefix6() : "");
      }
    }
    return json;
  }
}
