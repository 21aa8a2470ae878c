package dev.slipway.cli.command.system;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.command.UserErrors;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.render.listing.Inspection;
import dev.slipway.cli.render.listing.OutputFormat;
import dev.slipway.engine.Slipway;
import dev.slipway.image.ImageNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `slipway inspect NAME...`: containers before images, as Docker looks.
public final class InspectCommand implements Command {
  private static final Option FORMAT = OutputFormat.option();
  private static final Option TYPE =
      Option.text("type", "Only inspect objects of the given type (\"container\", \"image\")");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("inspect"),
            "[OPTIONS] NAME|ID [NAME|ID...]",
            "Return low-level information on containers and images",
            Arity.atLeast(1))
        .withOptions(FORMAT, TYPE)
        .withNotYet(NotYet.option("size", 's', "'slipway images' shows sizes"))
        .withExamples(new Example("inspect -f '{{.Config.Cmd}}' echo", "one part of it"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Inspection inspection = Inspection.of(invocation.options().text(FORMAT));
    String type = type(invocation.options().text(TYPE));
    Slipway slipway = invocation.slipway();
    var found = new ArrayList<Object>();
    var missing = new ArrayList<String>();
    for (String name : invocation.arguments()) {
      Optional<Object> thing = find(slipway, name, type);
      if (thing.isPresent()) {
        found.add(thing.get());
      } else {
        missing.add(name);
      }
    }
    invocation.console().out().print(inspection.render(found));
    for (String name : missing) {
      String what = type.isEmpty() ? "object" : type;
      UserErrors.print(invocation.console(), "No such " + what + ": " + name, null);
    }
    return missing.isEmpty() ? 0 : 1;
  }

  private static String type(String type) {
    return switch (type) {
      case "", "container", "image" -> type;
      case "network", "volume", "service", "node", "plugin", "secret", "config", "task", "swarm" ->
          throw CommandException.missingOption("--type " + type, "a later release may bring it");
      default -> throw new CommandException("\"" + type + "\" is not a valid value for --type");
    };
  }

  private static Optional<Object> find(Slipway slipway, String name, String type)
      throws IOException {
    if (!type.equals("image") && slipway.containers().exists(name)) {
      return Optional.of(slipway.containers().inspect(name));
    }
    if (type.equals("container")) {
      return Optional.empty();
    }
    try {
      return Optional.of(slipway.images().inspect(name));
    } catch (ImageNotFoundException absent) {
      return Optional.empty();
    }
  }
}
