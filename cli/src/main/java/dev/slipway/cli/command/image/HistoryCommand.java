package dev.slipway.cli.command.image;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.cli.render.HumanDuration;
import dev.slipway.cli.render.HumanSize;
import dev.slipway.cli.render.HumanTime;
import dev.slipway.cli.render.SafeText;
import dev.slipway.cli.render.listing.Column;
import dev.slipway.cli.render.listing.Listing;
import dev.slipway.cli.render.listing.OutputFormat;
import dev.slipway.engine.image.HistoryRow;
import dev.slipway.image.Digest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// `slipway history IMAGE`
final class HistoryCommand implements Command {
  private static final Option FORMAT = OutputFormat.listOption();
  private static final Option HUMAN =
      Option.flag("human", 'H', "Print sizes and dates in human readable format")
          .defaultsTo("true");
  private static final Option NO_TRUNC = Option.flag("no-trunc", "Don't truncate output");
  private static final Option QUIET = Option.flag("quiet", 'q', "Only show image IDs");
  private static final int CREATED_BY_WIDTH = 45;

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("image history", "history"),
            "[OPTIONS] IMAGE",
            "Show the history of an image",
            Arity.exactly(1))
        .withOptions(FORMAT, HUMAN, NO_TRUNC, QUIET)
        .withNotYet(NotYet.option("platform", "an image here has one platform; leave it out"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    ParsedOptions options = invocation.options();
    List<HistoryRow> rows = invocation.slipway().images().history(invocation.argument(0));
    boolean whole = options.flag(NO_TRUNC);
    String format = options.text(FORMAT);
    if (options.flag(QUIET) && (format.isEmpty() || format.equals("table"))) {
      for (HistoryRow row : rows) {
        invocation.console().out().println(id(row, whole));
      }
      return 0;
    }
    boolean human = options.flag(HUMAN);
    var listing =
        new Listing(
            List.of(
                new Column("ID", "IMAGE"),
                new Column("CreatedSince", human ? "CREATED" : "CREATED AT"),
                new Column("CreatedAt", "CREATED AT"),
                new Column("CreatedBy", "CREATED BY"),
                new Column("Size", "SIZE"),
                new Column("Comment", "COMMENT")),
            List.of("ID", "CreatedSince", "CreatedBy", "Size", "Comment"));
    Instant now = Instant.now();
    for (HistoryRow row : rows) {
      listing.add(cells(row, now, human, whole));
    }
    invocation.console().out().print(listing.render(format));
    return 0;
  }

  private static List<String> cells(HistoryRow row, Instant now, boolean human, boolean whole) {
    String createdAt = HumanTime.rfc3339(row.createdOrNull());
    String createdBy = row.createdBy().replace('\t', ' ');
    return List.of(
        id(row, whole),
        human ? HumanDuration.ago(row.createdOrNull(), now) : createdAt,
        createdAt,
        whole ? createdBy : SafeText.truncate(createdBy, CREATED_BY_WIDTH),
        human ? HumanSize.of(row.size()) : Long.toString(row.size()),
        row.comment());
  }

  private static String id(HistoryRow row, boolean whole) {
    Digest id = row.idOrNull();
    if (id == null) {
      return "<missing>";
    }
    return whole ? id.toString() : id.shortHex();
  }
}
