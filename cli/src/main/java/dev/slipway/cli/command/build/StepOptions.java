package dev.slipway.cli.command.build;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.Entitlement;
import dev.slipway.builder.ExtraHost;
import dev.slipway.builder.NetworkAccess;
import dev.slipway.builder.StepSettings;
import dev.slipway.cli.CommandException;
import dev.slipway.cli.grammar.GoValues;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.OptionGroup;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.cli.grammar.ValueType;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.ContainerResources;
import dev.slipway.runtime.ResourceLimit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// How `RUN`s run: their containers, networks, hosts and limits.
final class StepOptions {
  private static final Option ADD_HOST =
      Option.of(
          "add-host",
          ValueType.COMMA_LIST,
          "Add a custom host-to-IP mapping (format: \"host:ip\"; host-gateway is this machine)");
  private static final Option BUILDER =
      Option.text("builder", "There is one builder, and it is called \"default\"");
  private static final Option CGROUP_PARENT =
      Option.text(
          "cgroup-parent", "Set the parent cgroup for the \"RUN\" instructions during build");
  private static final Option NETWORK =
      Option.text(
              "network",
              "Set the networking mode for the \"RUN\" instructions during build (\"default\","
                  + " \"none\", \"host\")")
          .defaultsTo("default");
  private static final Option SHM_SIZE =
      Option.bytes("shm-size", "Shared memory size for build containers");
  private static final Option ULIMIT =
      Option.of("ulimit", ValueType.LIST, "Ulimit options (format: \"nofile=1024:2048\")")
          .valueName("ulimit");
  private static final Option REMOVE =
      Option.flag("rm", "Remove build containers; they always are, --rm=false is refused")
          .defaultsTo("true");
  private static final Option FORCE_REMOVE =
      Option.flag("force-rm", "Remove build containers of failed steps; they always are");

  private static final String LIMITS = "run the build in a cgroup of your own";

  static final OptionGroup GROUP =
      OptionGroup.of(
              ADD_HOST, BUILDER, CGROUP_PARENT, FORCE_REMOVE, NETWORK, REMOVE, SHM_SIZE, ULIMIT)
          .without(
              NotYet.option("cpu-period", LIMITS),
              NotYet.option("cpu-quota", LIMITS),
              NotYet.option("cpu-shares", 'c', LIMITS),
              NotYet.option("cpuset-cpus", LIMITS),
              NotYet.option("cpuset-mems", LIMITS),
              NotYet.option("isolation", "leave it out"),
              NotYet.option("memory", 'm', LIMITS),
              NotYet.option("memory-swap", LIMITS),
              NotYet.option(
                  "security-opt",
                  "write RUN --security=insecure and allow it with --allow security.insecure"));

  private StepOptions() {}

  static StepSettings of(ParsedOptions options) {
    refuseOtherBuilders(options.text(BUILDER));
    refuseKeptContainers(options);
    var hosts = new ArrayList<ExtraHost>();
    for (String host : options.list(ADD_HOST)) {
      hosts.add(host(host));
    }
    var limits = new LinkedHashMap<String, ResourceLimit>();
    for (String word : options.list(ULIMIT)) {
      ResourceLimit limit = limit(word);
      limits.put(limit.name(), limit);
    }
    String parent = options.text(CGROUP_PARENT);
    return new StepSettings(
        network(options.text(NETWORK)),
        hosts,
        new ContainerResources(
            options.bytes(SHM_SIZE),
            List.copyOf(limits.values()),
            parent.isEmpty() ? null : parent));
  }

  /// A caller who names the host's network for all steps allows it.
  static Set<Entitlement> entitlements(ParsedOptions options) {
    return network(options.text(NETWORK)) == NetworkAccess.HOST
        ? Set.of(Entitlement.NETWORK_HOST)
        : Set.of();
  }

  private static void refuseOtherBuilders(String name) {
    if (!name.isEmpty() && !name.equals("default")) {
      throw new CommandException(
          "ERROR: no builder \"" + name + "\" found",
          "there is one builder, and it is called default; leave --builder out");
    }
  }

  private static NetworkAccess network(String mode) {
    return switch (mode) {
      case "", "default" -> NetworkAccess.DEFAULT;
      case "none" -> NetworkAccess.NONE;
      case "host" -> NetworkAccess.HOST;
      default ->
          throw new CommandException(
              "ERROR: failed to build: network mode \"" + mode + "\" not supported",
              "the networks of a build are default, none and host");
    };
  }

  private static ExtraHost host(String text) {
    try {
      return ExtraHost.parse(text);
    } catch (BuildException mistake) {
      throw new CommandException(
          "ERROR: failed to build: " + mistake.getMessage(), mistake.hint().orElse(null));
    }
  }

  private static ResourceLimit limit(String text) {
    try {
      return ResourceLimit.parse(text);
    } catch (ContainerException mistake) {
      throw CommandException.usage(
          "invalid argument "
              + GoValues.quote(text)
              + " for \"--ulimit\" flag: "
              + mistake.getMessage(),
          mistake.hint());
    }
  }

  private static void refuseKeptContainers(ParsedOptions options) {
    if (options.isSet(REMOVE) && !options.flag(REMOVE)) {
      throw CommandException.missingOption(
          "--rm=false", "a step's container is gone with its step; build up to it with --target");
    }
  }
}
