package dev.slipway.cli.command.volume;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.runtime.volume.Volume;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `slipway volume create [NAME]`
final class VolumeCreateCommand implements Command {
  private static final Option DRIVER =
      Option.text("driver", 'd', "Specify volume driver name").defaultsTo("local");
  private static final Option LABEL = Option.list("label", "Set metadata for a volume");
  private static final Option OPT =
      Option.list("opt", 'o', "Set driver specific options").valueName("map");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("volume create"), "[OPTIONS] [VOLUME]", "Create a volume", Arity.between(0, 1))
        .withOptions(DRIVER, LABEL, OPT)
        .withExamples(
            new Example(
                "volume create -o type=none -o o=bind -o device=/srv/data data",
                "a name for a directory of the host"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    ParsedOptions options = invocation.options();
    if (!options.text(DRIVER).equals("local")) {
      throw new CommandException(
          "error looking up volume plugin " + options.text(DRIVER) + ": plugin not found",
          "remedy: the driver is local");
    }
    String name = invocation.arguments().isEmpty() ? null : invocation.argument(0);
    Volume volume =
        invocation
            .slipway()
            .volumes()
            .create(name, pairs(options.list(LABEL)), pairs(options.list(OPT)));
    invocation.console().out().println(volume.name());
    return 0;
  }

  private static Map<String, String> pairs(List<String> texts) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      pairs.put(
          equals < 0 ? text : text.substring(0, equals),
          equals < 0 ? "" : text.substring(equals + 1));
    }
    return pairs;
  }
}
