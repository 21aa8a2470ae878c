package dev.slipway.cli.command.system;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.render.HumanSize;
import dev.slipway.cli.render.Table;
import dev.slipway.engine.system.DiskReport;
import java.io.IOException;
import java.util.List;

/// `slipway system df`
final class DiskUsageCommand implements Command {
  @Override
  public CommandSpec spec() {
    return CommandSpec.of(List.of("system df"), "[OPTIONS]", "Show disk usage", Arity.NONE)
        .withNotYet(
            NotYet.option("format", "the table has one line for each kind of thing"),
            NotYet.option("verbose", 'v', "use 'images', 'ps -a' and 'builder du --verbose'"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    var table = new Table(List.of("TYPE", "TOTAL", "ACTIVE", "SIZE", "RECLAIMABLE"));
    for (DiskReport.Row row : invocation.slipway().diskReport().rows()) {
      long percent = row.size() == 0 ? 0 : row.reclaimable() * 100 / row.size();
      String share = row.type().equals("Build Cache") ? "" : " (" + percent + "%)";
      table.add(
          List.of(
              row.type(),
              String.valueOf(row.total()),
              String.valueOf(row.active()),
              HumanSize.of(row.size(), 4),
              HumanSize.of(row.reclaimable(), 4) + share));
    }
    invocation.console().out().print(table.render());
    return 0;
  }
}
