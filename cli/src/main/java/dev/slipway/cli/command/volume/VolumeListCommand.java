package dev.slipway.cli.command.volume;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.cli.render.listing.Column;
import dev.slipway.cli.render.listing.Listing;
import dev.slipway.cli.render.listing.OutputFormat;
import dev.slipway.engine.container.VolumeFilter;
import dev.slipway.engine.container.VolumeStore;
import dev.slipway.runtime.volume.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// `slipway volume ls`
final class VolumeListCommand implements Command {
  private static final Option FILTER =
      Option.filter('f', "Provide filter values (e.g. \"dangling=true\")");
  private static final Option FORMAT = OutputFormat.listOption();
  private static final Option QUIET = Option.flag("quiet", 'q', "Only display volume names");
  private static final String UNKNOWN = "N/A";
  private static final List<Column> COLUMNS =
      List.of(
          new Column("Driver", "DRIVER"),
          new Column("Name", "VOLUME NAME"),
          new Column("Labels", "LABELS"),
          new Column("Mountpoint", "MOUNTPOINT"),
          new Column("Scope", "SCOPE"),
          new Column("Availability", "AVAILABILITY"),
          new Column("Group", "GROUP"),
          new Column("Links", "LINKS"),
          new Column("Size", "SIZE"),
          new Column("Status", "STATUS"));

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("volume ls", "volume list"), "[OPTIONS]", "List volumes", Arity.NONE)
        .withOptions(FILTER, FORMAT, QUIET);
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    ParsedOptions options = invocation.options();
    VolumeStore volumes = invocation.slipway().volumes();
    var filter = new VolumeFilter(options.list(FILTER));
    Set<String> unused = new HashSet<>();
    if (options.list(FILTER).stream().anyMatch(one -> one.startsWith("dangling"))) {
      volumes.unused().forEach(volume -> unused.add(volume.name()));
    }
    var listing = new Listing(COLUMNS, List.of("Driver", "Name"));
    String format = options.text(FORMAT);
    boolean quiet = options.flag(QUIET) && (format.isEmpty() || format.equals("table"));
    for (Volume volume : volumes.list()) {
      if (!filter.accepts(volume, unused.contains(volume.name()))) {
        continue;
      }
      if (quiet) {
        invocation.console().out().println(volume.name());
      } else {
        listing.add(row(volume));
      }
    }
    if (!quiet) {
      invocation.console().out().print(listing.render(format));
    }
    return 0;
  }

  private static List<String> row(Volume volume) {
    List<String> labels = new ArrayList<>();
    new TreeMap<>(volume.labels()).forEach((key, value) -> labels.add(key + "=" + value));
    return List.of(
        "local",
        volume.name(),
        String.join(",", labels),
        volume.directory().toString(),
        "local",
        UNKNOWN,
        UNKNOWN,
        UNKNOWN,
        UNKNOWN,
        UNKNOWN);
  }
}
