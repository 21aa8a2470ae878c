package dev.slipway.cli.command.build;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.OptionGroup;
import dev.slipway.cli.grammar.ParsedOptions;

/// How `RUN`s run: their containers, networks and limits.
final class StepOptions {
  private static final Option REMOVE =
      Option.flag("rm", "Remove build containers; they always are, --rm=false is refused")
          .defaultsTo("true");
  private static final Option FORCE_REMOVE =
      Option.flag("force-rm", "Remove build containers of failed steps; they always are");

  private static final String LATER = "a later release brings it";
  private static final String LIMITS = "run the build in a cgroup of your own";

  static final OptionGroup GROUP =
      OptionGroup.of(FORCE_REMOVE, REMOVE)
          .without(
              NotYet.option("add-host", LATER),
              NotYet.option("builder", "there is one builder; leave it out"),
              NotYet.option("cgroup-parent", LIMITS),
              NotYet.option("cpu-period", LIMITS),
              NotYet.option("cpu-quota", LIMITS),
              NotYet.option("cpu-shares", 'c', LIMITS),
              NotYet.option("cpuset-cpus", LIMITS),
              NotYet.option("cpuset-mems", LIMITS),
              NotYet.option("isolation", "leave it out"),
              NotYet.option("memory", 'm', LIMITS),
              NotYet.option("memory-swap", LIMITS),
              NotYet.option("network", LATER),
              NotYet.option("security-opt", LATER),
              NotYet.option("shm-size", LATER),
              NotYet.option("ulimit", LIMITS));

  private StepOptions() {}

  static void refuseKeptContainers(ParsedOptions options) {
    if (options.isSet(REMOVE) && !options.flag(REMOVE)) {
      throw CommandException.missingOption(
          "--rm=false", "a step's container is gone with its step; build up to it with --target");
    }
  }
}
