package dev.slipway.cli.command.system;

import dev.slipway.cli.Console;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.render.Table;
import dev.slipway.engine.system.SystemCheck.Report;
import dev.slipway.image.store.Findings.Finding;
import dev.slipway.image.store.Findings.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `slipway system check`
final class SystemCheckCommand implements Command {
  private static final Option REPAIR =
      Option.flag("repair", "Repair what can be repaired, and remove what nothing needs");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("system check"),
            "[OPTIONS]",
            "Compare every file of the store with its digest and its references",
            Arity.NONE)
        .withDetails(
            "The exit code is 1 where something is damaged or missing, and 0 where nothing is, or"
                + " all was repaired. What is unused takes space and does no harm.")
        .withOptions(REPAIR)
        .withExamples(
            new Example("system check", "look, and change nothing"),
            new Example("system check --repair", "repair what can be"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    boolean repair = invocation.options().flag(REPAIR);
    Report report = invocation.slipway().check().run(repair);
    Console console = invocation.console();
    if (!report.findings().isEmpty()) {
      console.out().print(table(report, repair));
    }
    var counts = new ArrayList<String>();
    report.counts().forEach((kind, count) -> counts.add(count + " " + kind));
    String checked = counts.isEmpty() ? "an empty store" : String.join(", ", counts);
    console.out().println("Checked " + checked + ": " + result(report));
    return report.sound() ? 0 : 1;
  }

  private static String table(Report report, boolean repair) {
    var table = new Table(List.of("FINDING", "WHERE", "WHAT", repair ? "REPAIR" : "REMEDY"));
    for (Finding finding : report.findings()) {
      boolean done = report.repaired().contains(finding);
      String remedy = finding.repair() == null && repair ? "by hand: " : done ? "done: " : "";
      table.add(
          List.of(
              finding.severity().name().toLowerCase(Locale.ROOT),
              finding.subject(),
              finding.problem(),
              remedy + finding.remedy()));
    }
    return table.render();
  }

  private static String result(Report report) {
    int bad = 0;
    int left = 0;
    int unused = 0;
    for (Finding finding : report.findings()) {
      boolean done = report.repaired().contains(finding);
      if (finding.severity() == Severity.UNUSED) {
        unused += done ? 0 : 1;
      } else {
        bad++;
        left += done ? 0 : 1;
      }
    }
    String space = unused == 0 ? "" : ", " + unused + " to be freed with --repair";
    if (left > 0) {
      return left + " damaged or missing" + space;
    }
    return (bad == 0 ? "sound" : "sound again, " + bad + " repaired") + space;
  }
}
