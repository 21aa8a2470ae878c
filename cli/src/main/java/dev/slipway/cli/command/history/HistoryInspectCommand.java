package dev.slipway.cli.command.history;

import dev.slipway.builder.history.BuildRecord;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.render.JsonText;
import dev.slipway.cli.render.SafeText;
import dev.slipway.cli.render.template.GoTemplate;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// `slipway buildx history inspect [REF]`
final class HistoryInspectCommand implements Command {
  private static final Option FORMAT =
      Option.text("format", "Format the output (\"pretty\", \"json\", or a Go template)")
          .defaultsTo("pretty");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("buildx history inspect", "builder history inspect"),
            "[OPTIONS] [REF]",
            "Inspect a build record",
            Arity.between(0, 1))
        .withOptions(FORMAT)
        .withExamples(
            new Example("buildx history inspect ^1", "the last build but one"),
            new Example("buildx history inspect --format '{{.Status}}'", "one part of it"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    String ref = invocation.arguments().isEmpty() ? "" : invocation.argument(0);
    BuildRecord record = invocation.slipway().buildHistory().find(ref);
    String format = invocation.options().text(FORMAT);
    Instant now = Instant.now();
    String text =
        switch (format) {
          case "", "pretty" -> SafeText.ofLines(InspectedBuild.pretty(record, now, ref.isEmpty()));
          case "json" -> JsonText.indented(InspectedBuild.fields(record, now)) + "\n";
          default -> GoTemplate.parse(format).render(InspectedBuild.fields(record, now)) + "\n";
        };
    invocation.console().out().print(text);
    return 0;
  }
}
