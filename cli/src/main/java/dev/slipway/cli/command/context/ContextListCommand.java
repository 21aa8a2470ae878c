package dev.slipway.cli.command.context;

import dev.slipway.builder.context.ContextListing.Item;
import dev.slipway.cli.CommandException;
import dev.slipway.cli.TextOutput;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.render.HumanSize;
import dev.slipway.cli.render.JsonText;
import dev.slipway.cli.render.Table;
import dev.slipway.engine.input.ContextContents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// `slipway context ls`: the files that a build sees.
public final class ContextListCommand implements Command {
  private static final Option FILE =
      Option.text("file", 'f', "Name of the Dockerfile, whose own ignore file goes first");
  private static final Option FORMAT =
      Option.text("format", "Form of the output: \"table\", or \"json\" for a line each")
          .defaultsTo("table");
  private static final Option WHY =
      Option.flag("why", "Show what is left out as well, and the line that decides");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("context ls", "context list"),
            "[OPTIONS] [PATH]",
            "List the files that a build sees",
            Arity.between(0, 1))
        .withOptions(FILE, FORMAT, WHY)
        .withExamples(
            new Example("context ls", "what COPY . copies"),
            new Example("context ls --why service", "which line of .dockerignore decides"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Path directory = directory(invocation);
    String file = invocation.options().text(FILE);
    boolean why = invocation.options().flag(WHY);
    boolean json = json(invocation.options().text(FORMAT));
    ContextContents.Listing listing =
        invocation
            .slipway()
            .contextContents()
            .list(directory, file.isEmpty() ? null : Path.of(file));
    TextOutput out = invocation.console().out();
    if (json) {
      print(listing, why, out);
    } else {
      out.print(table(listing, why));
      out.print(summary(listing));
    }
    return 0;
  }

  private static Path directory(Invocation invocation) {
    String name = invocation.arguments().isEmpty() ? "." : invocation.argument(0);
    Path directory = Path.of(name);
    if (!Files.isDirectory(directory)) {
      throw new CommandException(
          "\"" + name + "\" is not a directory",
          "Name the directory of a build; other contexts have no files on this machine");
    }
    return directory;
  }

  private static boolean json(String format) {
    return switch (format) {
      case "table" -> false;
      case "json" -> true;
      default ->
          throw new CommandException(
              "unknown format \"" + format + "\"", "Use --format table or --format json");
    };
  }

  private static String table(ContextContents.Listing listing, boolean why) {
    var table = new Table(why ? List.of("SIZE", "SEEN", "PATH", "WHY") : List.of("SIZE", "PATH"));
    for (Item item : listing.items()) {
      if (why || item.included()) {
        var cells = new ArrayList<String>();
        cells.add(HumanSize.of(item.bytes()));
        if (why) {
          cells.add(item.included() ? "yes" : "no");
        }
        cells.add(item.path());
        if (why) {
          cells.add(reason(listing, item));
        }
        table.add(cells);
      }
    }
    return table.render();
  }

  private static String reason(ContextContents.Listing listing, Item item) {
    String files = item.isDirectory() ? " (" + count(item.files()) + ")" : "";
    return item.decision()
        .map(line -> listing.ignoreFile() + ":" + line.line() + ": " + line.pattern() + files)
        .orElse("");
  }

  private static String summary(ContextContents.Listing listing) {
    long[] files = new long[2];
    long[] bytes = new long[2];
    for (Item item : listing.items()) {
      int side = item.included() ? 0 : 1;
      files[side] += item.files();
      bytes[side] += item.bytes();
    }
    String seen = count(files[0]) + ", " + HumanSize.of(bytes[0]);
    String ignored =
        listing.ignoreFile().isEmpty()
            ? "no ignore file"
            : listing.ignoreFile()
                + " leaves out "
                + count(files[1])
                + ", "
                + HumanSize.of(bytes[1]);
    return seen + "; " + ignored + "\n";
  }

  private static String count(long files) {
    return files + (files == 1 ? " file" : " files");
  }

  private static void print(ContextContents.Listing listing, boolean why, TextOutput out) {
    for (Item item : listing.items()) {
      if (!why && !item.included()) {
        continue;
      }
      var row = new LinkedHashMap<String, Object>();
      row.put("path", item.path());
      row.put("bytes", item.bytes());
      row.put("files", item.files());
      row.put("seen", item.included());
      item.decision()
          .ifPresent(line -> {
            row.put("file", listing.ignoreFile());
            row.put("line", line.line());
            row.put("pattern", line.pattern());
          });
      out.print(JsonText.row(row) + "\n");
    }
  }
}
