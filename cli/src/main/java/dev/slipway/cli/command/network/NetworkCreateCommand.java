package dev.slipway.cli.command.network;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.runtime.network.NewNetwork;
import dev.slipway.runtime.network.UserNetwork;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `slipway network create`
final class NetworkCreateCommand implements Command {
  private static final Option DRIVER =
      Option.text("driver", 'd', "Driver to manage the Network").defaultsTo("bridge");
  private static final Option GATEWAY =
      Option.list("gateway", "IPv4 or IPv6 Gateway for the master subnet");
  private static final Option INTERNAL =
      Option.flag("internal", "Restrict external access to the network");
  private static final Option IPV6 = Option.flag("ipv6", "Enable IPv6 networking");
  private static final Option LABEL = Option.list("label", "Set metadata on a network");
  private static final Option SUBNET =
      Option.list("subnet", "Subnet in CIDR format that represents a network segment");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("network create"), "[OPTIONS] NETWORK", "Create a network", Arity.exactly(1))
        .withOptions(DRIVER, GATEWAY, INTERNAL, IPV6, LABEL, SUBNET)
        .withNotYet(
            NotYet.option("attachable", "it is for clusters"),
            NotYet.option("aux-address", "leave it out"),
            NotYet.option("config-from", "leave it out"),
            NotYet.option("config-only", "leave it out"),
            NotYet.option("ingress", "it is for clusters"),
            NotYet.option("ip-range", "give a smaller --subnet"),
            NotYet.option("ipam-driver", "leave it out"),
            NotYet.option("ipam-opt", "leave it out"),
            NotYet.option("ipv4", "every network has IPv4"),
            NotYet.option("opt", 'o', "leave it out"),
            NotYet.option("scope", "it is for clusters"))
        .withDetails(
            "Containers that are made with --network NETWORK, or put on it by network connect, find"
                + " each other by their names and by --network-alias.")
        .withExamples(
            new Example("network create --internal back", "a network that leads nowhere"),
            new Example(
                "network create --ipv6 --subnet fd00:7::/64 six", "one with IPv6 addresses too"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    ParsedOptions options = invocation.options();
    if (!options.text(DRIVER).equals("bridge")) {
      throw new CommandException(
          "could not find plugin " + options.text(DRIVER) + " in v1 plugin registry",
          "remedy: the driver is bridge");
    }
    Map<String, String> labels = new LinkedHashMap<>();
    for (String label : options.list(LABEL)) {
      int equals = label.indexOf('=');
      labels.put(
          equals < 0 ? label : label.substring(0, equals),
          equals < 0 ? "" : label.substring(equals + 1));
    }
    UserNetwork network =
        invocation
            .slipway()
            .networks()
            .create(
                new NewNetwork(
                    invocation.argument(0),
                    options.list(SUBNET),
                    options.list(GATEWAY),
                    options.flag(IPV6),
                    options.flag(INTERNAL),
                    labels));
    invocation.console().out().println(network.id());
    return 0;
  }
}
