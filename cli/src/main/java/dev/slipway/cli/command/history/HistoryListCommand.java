package dev.slipway.cli.command.history;

import dev.slipway.builder.history.BuildRecord;
import dev.slipway.builder.history.BuildStatus;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.cli.render.HumanDuration;
import dev.slipway.cli.render.JsonText;
import dev.slipway.cli.render.listing.Column;
import dev.slipway.cli.render.listing.Listing;
import dev.slipway.cli.render.listing.OutputFormat;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// `slipway buildx history ls`
final class HistoryListCommand implements Command {
  private static final Option FILTER =
      Option.list("filter", "Provide filter values (e.g., \"status=error\")")
          .valueName("stringArray");
  private static final Option FORMAT = OutputFormat.listOption();
  private static final Option NO_TRUNC = Option.flag("no-trunc", "Don't truncate output");

  private static final int NAME_WIDTH = 36;
  private static final List<Column> COLUMNS =
      List.of(
          new Column("Ref", "BUILD ID"),
          new Column("Name", "NAME"),
          new Column("Status", "STATUS"),
          new Column("CreatedAt", "CREATED AT"),
          new Column("Duration", "DURATION"));
  private static final List<String> TABLE =
      List.of("Ref", "Name", "Status", "CreatedAt", "Duration");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("buildx history ls", "builder history ls"),
            "[OPTIONS]",
            "List build records",
            Arity.NONE)
        .withOptions(FILTER, FORMAT, NO_TRUNC)
        .withNotYet(
            NotYet.option("builder", "there is one builder; leave it out"),
            NotYet.option("local", "the repository of a build is not recorded"))
        .withExamples(
            new Example("buildx history ls --filter status=error", "builds that failed"),
            new Example("buildx history ls --format '{{.Ref}}'", "their IDs, the newest first"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    ParsedOptions options = invocation.options();
    Instant now = Instant.now();
    Predicate<BuildRecord> wanted = HistoryFilter.of(options.list(FILTER), now);
    var records = new ArrayList<BuildRecord>();
    for (BuildRecord record : invocation.slipway().buildHistory().list()) {
      if (wanted.test(record)) {
        records.add(record);
      }
    }
    // As buildx has it, what runs goes first.
    records.sort((one, other) -> Boolean.compare(isRunning(other), isRunning(one)));
    String format = options.text(FORMAT);
    invocation
        .console()
        .out()
        .print(
            format.equals("json")
                ? lines(records)
                : listing(records, now, format, options.flag(NO_TRUNC)));
    return 0;
  }

  private static boolean isRunning(BuildRecord record) {
    return record.status() == BuildStatus.RUNNING;
  }

  private static String listing(
      List<BuildRecord> records, Instant now, String format, boolean whole) {
    boolean table = format.isEmpty() || format.startsWith("table");
    var listing = new Listing(COLUMNS, TABLE);
    for (BuildRecord record : records) {
      listing.add(
          List.of(
              record.ref(),
              table && !whole ? end(record.name()) : record.name(),
              record.status().shown(),
              HumanDuration.ago(record.startedAt(), now),
              BuildDuration.text(record.duration(now)) + (isRunning(record) ? "+" : "")));
    }
    return listing.render(format);
  }

  /// A long name's end tells more than its beginning.
  private static String end(String name) {
    return name.length() <= NAME_WIDTH
        ? name
        : ".." + name.substring(name.length() - NAME_WIDTH + 2);
  }

  private static String lines(List<BuildRecord> records) {
    var text = new StringBuilder();
    for (BuildRecord record : records) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("cached_steps", record.outcome().steps().cached());
      if (record.endedAt() != null) {
        fields.put("completed_at", record.endedAt().toString());
      }
      fields.put("completed_steps", record.outcome().steps().completed());
      fields.put("created_at", record.startedAt().toString());
      fields.put("name", record.name());
      fields.put("ref", record.ref());
      fields.put("status", record.status().shown());
      fields.put("total_steps", record.outcome().steps().total());
      text.append(JsonText.row(fields)).append('\n');
    }
    return text.toString();
  }
}
