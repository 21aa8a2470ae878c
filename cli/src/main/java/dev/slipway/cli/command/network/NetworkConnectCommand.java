package dev.slipway.cli.command.network;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.runtime.network.Membership;
import java.io.IOException;
import java.util.List;

/// `slipway network connect`
final class NetworkConnectCommand implements Command {
  private static final Option ALIAS =
      Option.list("alias", "Add network-scoped alias for the container");
  private static final Option GW_PRIORITY =
      Option.integer(
          "gw-priority",
          "Highest gw-priority provides the default gateway. Accepts positive and negative values");
  private static final Option IP = Option.text("ip", "IPv4 address (e.g., 172.30.100.104)");
  private static final Option IP6 = Option.text("ip6", "IPv6 address (e.g., 2001:db8::33)");
  private static final Option LINK = Option.list("link", "Add link to another container");
  private static final Option LINK_LOCAL_IP =
      Option.list("link-local-ip", "Add a link-local address for the container");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("network connect"),
            "[OPTIONS] NETWORK CONTAINER",
            "Connect a container to a network",
            Arity.exactly(2))
        .withOptions(ALIAS, GW_PRIORITY, IP, IP6, LINK, LINK_LOCAL_IP)
        .withNotYet(
            NotYet.option("driver-opt", "a bridge has no settings for one container: leave it out"))
        .withDetails(
            "The container may run: it gets another link at once, and keeps it when it is started"
                + " again.")
        .withExamples(new Example("network connect --alias db back store", "another name on back"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    ParsedOptions options = invocation.options();
    var wish =
        new Membership(
            invocation.argument(0),
            options.list(ALIAS),
            options.list(LINK),
            options.list(LINK_LOCAL_IP),
            options.text(IP),
            options.text(IP6),
            "",
            Math.clamp(options.integer(GW_PRIORITY), Integer.MIN_VALUE, Integer.MAX_VALUE));
    invocation.slipway().networks().connect(invocation.argument(1), wish);
    return 0;
  }
}
