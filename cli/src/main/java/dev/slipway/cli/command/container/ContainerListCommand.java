package dev.slipway.cli.command.container;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.cli.render.HumanTime;
import dev.slipway.cli.render.listing.Column;
import dev.slipway.cli.render.listing.Listing;
import dev.slipway.cli.render.listing.OutputFormat;
import dev.slipway.engine.container.ContainerFilter;
import dev.slipway.engine.create.Memberships;
import dev.slipway.runtime.run.Container;
import dev.slipway.runtime.run.ContainerRecord;
import dev.slipway.runtime.run.VolumeRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// `slipway ps`
final class ContainerListCommand implements Command {
  private static final Option ALL =
      Option.flag("all", 'a', "Show all containers (default shows just running)");
  private static final Option FILTER =
      Option.filter('f', "Filter output based on conditions provided");
  private static final Option FORMAT = OutputFormat.listOption();
  private static final Option LAST =
      Option.integer("last", 'n', "Show n last created containers (includes all states)")
          .defaultsTo("-1");
  private static final Option LATEST =
      Option.flag("latest", 'l', "Show the latest created container (includes all states)");
  private static final Option NO_TRUNC = Option.flag("no-trunc", "Don't truncate output");
  private static final Option QUIET = Option.flag("quiet", 'q', "Only display container IDs");

  private static final List<Column> COLUMNS =
      List.of(
          new Column("ID", "CONTAINER ID"),
          new Column("Image", "IMAGE"),
          new Column("Command", "COMMAND"),
          new Column("RunningFor", "CREATED"),
          new Column("CreatedAt", "CREATED AT"),
          new Column("State", "STATE"),
          new Column("Status", "STATUS"),
          new Column("Ports", "PORTS"),
          new Column("Names", "NAMES"),
          new Column("Labels", "LABELS"),
          new Column("Mounts", "MOUNTS"),
          new Column("LocalVolumes", "LOCAL VOLUMES"),
          new Column("Networks", "NETWORKS"),
          new Column("Size", "SIZE"));
  private static final List<String> TABLE =
      List.of("ID", "Image", "Command", "RunningFor", "Status", "Ports", "Names");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("container ls", "container list", "container ps", "ps"),
            "[OPTIONS]",
            "List containers",
            Arity.NONE)
        .withOptions(ALL, FILTER, FORMAT, LAST, LATEST, NO_TRUNC, QUIET)
        .withNotYet(NotYet.option("size", 's', "'du -sh' on the container's directory tells it"))
        .withExamples(
            new Example("ps -lq", "the ID of the newest container"),
            new Example("ps -a --filter status=exited", "containers that have ended"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    return Refusals.asFailure(invocation.console(), () -> list(invocation));
  }

  private static int list(Invocation invocation) throws IOException {
    ParsedOptions options = invocation.options();
    List<Container> containers =
        selected(
                options,
                invocation
                    .slipway()
                    .containers()
                    .list(damaged -> DamageWarning.print(invocation.console(), damaged)))
            .toList();
    boolean whole = options.flag(NO_TRUNC);
    String format = options.text(FORMAT);
    if (options.flag(QUIET) && (format.isEmpty() || format.equals("table"))) {
      containers.forEach(one -> invocation.console().out().println(id(one, whole)));
      return 0;
    }
    var listing = new Listing(COLUMNS, TABLE);
    Instant now = Instant.now();
    for (Container container : containers) {
      listing.add(row(container, now, whole));
    }
    invocation.console().out().print(listing.render(format));
    return 0;
  }

  private static Stream<Container> selected(ParsedOptions options, List<Container> all) {
    var filter = new ContainerFilter(options.list(FILTER), all);
    long last = options.flag(LATEST) ? 1 : options.integer(LAST);
    boolean everyState = options.flag(ALL) || last >= 0 || filter.asksForState();
    Stream<Container> chosen =
        all.stream().filter(one -> everyState || one.running()).filter(filter::accepts);
    return last < 0 ? chosen : chosen.limit(last);
  }

  private static String id(Container container, boolean whole) {
    return whole ? container.id().hex() : container.id().shortHex();
  }

  private static List<String> row(Container container, Instant now, boolean whole) {
    ContainerRecord record = container.record();
    return List.of(
        id(container, whole),
        ImageColumn.of(record, whole),
        CommandColumn.of(record.arguments(), whole),
        StatusColumn.runningFor(record.created(), now),
        HumanTime.ofList(record.created()),
        container.state().word(),
        StatusColumn.of(container, now),
        PortsColumn.of(container),
        record.name(),
        labels(record.labels()),
        mounts(record.volumes(), whole),
        Integer.toString(localVolumes(record.volumes())),
        String.join(",", Memberships.names(record)),
        "N/A");
  }

  // Loops, because streams cost a list of a hundred containers milliseconds.

  private static String labels(Map<String, String> labels) {
    if (labels.isEmpty()) {
      return "";
    }
    List<String> sorted = new ArrayList<>();
    new TreeMap<>(labels).forEach((key, value) -> sorted.add(key + "=" + value));
    return String.join(",", sorted);
  }

  private static String mounts(List<VolumeRecord> volumes, boolean whole) {
    List<String> sources = new ArrayList<>();
    for (VolumeRecord volume : volumes) {
      sources.add(CommandColumn.shortened(volume.source(), whole));
    }
    return String.join(",", sources);
  }

  private static int localVolumes(List<VolumeRecord> volumes) {
    int count = 0;
    for (VolumeRecord volume : volumes) {
      if (volume.kind() == VolumeRecord.Kind.VOLUME) {
        count++;
      }
    }
    return count;
  }
}
