package dev.slipway.cli.command.network;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.cli.render.listing.Column;
import dev.slipway.cli.render.listing.Listing;
import dev.slipway.cli.render.listing.OutputFormat;
import dev.slipway.runtime.network.BuiltInNetwork;
import dev.slipway.runtime.network.UserNetwork;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// `slipway network ls`
final class NetworkListCommand implements Command {
  private static final Option FILTER =
      Option.filter('f', "Provide filter values (e.g. \"driver=bridge\")");
  private static final Option FORMAT = OutputFormat.listOption();
  private static final Option NO_TRUNC = Option.flag("no-trunc", "Do not truncate the output");
  private static final Option QUIET = Option.flag("quiet", 'q', "Only display network IDs");
  private static final int SHORT = 12;
  private static final List<Column> COLUMNS =
      List.of(
          new Column("ID", "NETWORK ID"),
          new Column("Name", "NAME"),
          new Column("Driver", "DRIVER"),
          new Column("Scope", "SCOPE"),
          new Column("Internal", "INTERNAL"),
          new Column("Labels", "LABELS"));

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("network ls", "network list"), "[OPTIONS]", "List networks", Arity.NONE)
        .withOptions(FILTER, FORMAT, NO_TRUNC, QUIET);
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    ParsedOptions options = invocation.options();
    List<List<String>> rows = new ArrayList<>();
    for (String name : BuiltInNetwork.NAMES) {
      rows.add(
          List.of(
              BuiltInNetwork.id(name), name, BuiltInNetwork.driver(name), "local", "false", ""));
    }
    for (UserNetwork network : invocation.slipway().networks().list()) {
      List<String> labels = new ArrayList<>();
      new TreeMap<>(network.labels()).forEach((key, value) -> labels.add(key + "=" + value));
      rows.add(
          List.of(
              network.id(),
              network.name(),
              "bridge",
              "local",
              Boolean.toString(network.internal()),
              String.join(",", labels)));
    }
    rows.removeIf(row -> !accepted(row, options.list(FILTER)));
    rows.sort((one, other) -> one.get(1).compareTo(other.get(1)));
    return print(invocation, rows);
  }

  private static int print(Invocation invocation, List<List<String>> rows) {
    ParsedOptions options = invocation.options();
    boolean whole = options.flag(NO_TRUNC);
    var listing = new Listing(COLUMNS, List.of("ID", "Name", "Driver", "Scope"));
    for (List<String> row : rows) {
      List<String> shown = new ArrayList<>(row);
      shown.set(0, whole ? row.get(0) : row.get(0).substring(0, SHORT));
      if (options.flag(QUIET)) {
        invocation.console().out().println(shown.getFirst());
      } else {
        listing.add(shown);
      }
    }
    if (!options.flag(QUIET)) {
      invocation.console().out().print(listing.render(options.text(FORMAT)));
    }
    return 0;
  }

  private static boolean accepted(List<String> row, List<String> filters) {
    for (String filter : filters) {
      int equals = filter.indexOf('=');
      String value = filter.substring(equals + 1);
      boolean fits =
          switch (filter.substring(0, equals)) {
            case "name" -> row.get(1).contains(value);
            case "id" -> row.get(0).startsWith(value);
            case "driver" -> row.get(2).equals(value);
            case "scope" -> row.get(3).equals(value);
            case "label" -> List.of(row.get(5).split(",", -1)).contains(value);
            case "type" -> BuiltInNetwork.NAMES.contains(row.get(1)) == value.equals("builtin");
            default ->
                throw new CommandException(
                    "invalid filter '" + filter.substring(0, equals) + "'",
                    "remedy: known are driver, id, label, name, scope, type");
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
