package dev.slipway.cli.command.container;

import dev.slipway.cli.Console;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.render.BinarySize;
import dev.slipway.cli.render.HumanSize;
import dev.slipway.cli.render.listing.Column;
import dev.slipway.cli.render.listing.Listing;
import dev.slipway.cli.render.listing.OutputFormat;
import dev.slipway.engine.container.ContainerMonitor;
import dev.slipway.engine.container.Containers;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.cgroup.ResourceUse;
import dev.slipway.runtime.run.Container;
import dev.slipway.runtime.run.NetworkTraffic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `slipway stats`
final class StatsCommand implements Command {
  private static final Option ALL =
      Option.flag("all", 'a', "Show all containers (default shows just running)");
  private static final Option FORMAT = OutputFormat.listOption();
  private static final Option NO_STREAM =
      Option.flag("no-stream", "Disable streaming stats and only pull the first result");
  private static final Option NO_TRUNC = Option.flag("no-trunc", "Do not truncate output");
  private static final long SAMPLE_MILLIS = 500;
  private static final String CLEAR = "\033[2J\033[H";
  private static final List<Column> COLUMNS =
      List.of(
          new Column("Container", "CONTAINER"),
          new Column("ID", "CONTAINER ID"),
          new Column("Name", "NAME"),
          new Column("CPUPerc", "CPU %"),
          new Column("MemUsage", "MEM USAGE / LIMIT"),
          new Column("MemPerc", "MEM %"),
          new Column("NetIO", "NET I/O"),
          new Column("BlockIO", "BLOCK I/O"),
          new Column("PIDs", "PIDS"));
  private static final List<String> TABLE =
      List.of("ID", "Name", "CPUPerc", "MemUsage", "MemPerc", "NetIO", "BlockIO", "PIDs");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("container stats", "stats"),
            "[OPTIONS] [CONTAINER...]",
            "Display a live stream of container(s) resource usage statistics",
            Arity.atLeast(0))
        .withOptions(ALL, FORMAT, NO_STREAM, NO_TRUNC)
        .withExamples(new Example("stats --no-stream web", "once, for scripts"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    return Refusals.<InterruptedException>asFailure(invocation.console(), () -> print(invocation));
  }

  private static int print(Invocation invocation) throws IOException, InterruptedException {
    Console console = invocation.console();
    boolean stream = !invocation.options().flag(NO_STREAM);
    do {
      Listing listing = sample(invocation);
      console.out().print(stream && console.outIsTerminal() ? CLEAR : "");
      console.out().print(listing.render(invocation.options().text(FORMAT)));
      console.flush();
    } while (stream);
    return 0;
  }

  private static List<Container> chosen(Invocation invocation) throws IOException {
    Containers containers = invocation.slipway().containers();
    if (invocation.arguments().isEmpty()) {
      boolean all = invocation.options().flag(ALL);
      return containers.list(_ -> {}).stream().filter(one -> all || one.running()).toList();
    }
    List<Container> chosen = new ArrayList<>();
    for (String word : invocation.arguments()) {
      chosen.add(containers.find(word));
    }
    return chosen;
  }

  /// Processor time is what is used between two looks.
  private static Listing sample(Invocation invocation) throws IOException, InterruptedException {
    ContainerMonitor monitor = invocation.slipway().containerMonitor();
    List<Container> containers = chosen(invocation);
    Map<Container, ResourceUse> before = new HashMap<>();
    long start = System.nanoTime();
    for (Container container : containers) {
      if (container.running()) {
        before.put(container, monitor.use(container));
      }
    }
    Thread.sleep(SAMPLE_MILLIS);
    var listing = new Listing(COLUMNS, TABLE);
    boolean whole = invocation.options().flag(NO_TRUNC);
    for (Container container : containers) {
      ResourceUse earlier = before.get(container);
      ResourceUse now = earlier == null ? null : useOf(monitor, container);
      listing.add(
          earlier == null || now == null
              ? idle(container, whole)
              : row(container, earlier, now, System.nanoTime() - start, whole));
    }
    return listing;
  }

  /// Null for one that has ended meanwhile.
  private static @Nullable ResourceUse useOf(ContainerMonitor monitor, Container container)
      throws IOException, InterruptedException {
    try {
      return monitor.use(container);
    } catch (ContainerException ended) {
      return null;
    }
  }

  private static String id(Container container, boolean whole) {
    return whole ? container.id().hex() : container.id().shortHex();
  }

  private static List<String> idle(Container container, boolean whole) {
    String id = id(container, whole);
    return List.of(container.name(), id, container.name(), "--", "-- / --", "--", "--", "--", "--");
  }

  private static List<String> row(
      Container container, ResourceUse before, ResourceUse now, long nanos, boolean whole)
      throws IOException {
    double time = 100.0 * (now.cpuNanos() - before.cpuNanos()) / Math.max(1, nanos);
    double memory = 100.0 * now.memory() / Math.max(1, now.memoryLimit());
    NetworkTraffic traffic = NetworkTraffic.of(container);
    return List.of(
        container.name(),
        id(container, whole),
        container.name(),
        percent(time),
        BinarySize.of(now.memory()) + " / " + BinarySize.of(now.memoryLimit()),
        percent(memory),
        HumanSize.of(traffic.received()) + " / " + HumanSize.of(traffic.sent()),
        HumanSize.of(now.blockRead()) + " / " + HumanSize.of(now.blockWritten()),
        Long.toString(now.processes()));
  }

  private static String percent(double value) {
    long hundredths = Math.round(value * 100);
    long rest = hundredths % 100;
    return hundredths / 100 + "." + (rest < 10 ? "0" : "") + rest + "%";
  }
}
