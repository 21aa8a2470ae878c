package dev.slipway.cli.command.image;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Console;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.cli.render.HumanSize;
import dev.slipway.cli.render.JsonText;
import dev.slipway.cli.render.SafeText;
import dev.slipway.engine.image.ImageContents;
import dev.slipway.engine.image.ImageContents.Amount;
import dev.slipway.engine.image.ImageContents.FileSize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `slipway image tree`: what each layer is there for.
final class ImageTreeCommand implements Command {
  private static final Option FORMAT =
      Option.text("format", "Output format (\"text\", \"json\")").defaultsTo("text");
  private static final Option TOP =
      Option.integer("top", "How many files, packages and programs to name, the largest first")
          .defaultsTo("5");
  private static final int STEP_WIDTH = 90;

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("image tree"),
            "[OPTIONS] IMAGE",
            "Show what each layer of an image adds, changes and removes",
            Arity.exactly(1))
        .withOptions(FORMAT, TOP)
        .withDetails(
            """
            Wasted are the bytes of files that a later layer writes anew or deletes: they stay in the image. Below the
            layers stand the packages that own the files which are there in the end, as dpkg and apk have it, and the
            largest programs: the sections of their files, and whose code they have, where Go made them.\
            """)
        .withExamples(
            new Example("image tree --top 20 echo", "the twenty largest files of each layer"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    ParsedOptions options = invocation.options();
    long top = options.integer(TOP);
    if (top < 0 || top > 1_000_000) {
      throw CommandException.usage("--top " + top + " is no number of files", null);
    }
    ImageContents contents =
        invocation.slipway().images().contents(invocation.argument(0), (int) top);
    switch (options.text(FORMAT)) {
      case "text" -> {
        print(invocation.console(), contents);
        ContentsText.print(invocation.console(), contents, (int) top);
      }
      case "json" -> invocation.console().out().println(JsonText.indented(document(contents)));
      default ->
          throw CommandException.usage(
              "--format " + options.text(FORMAT) + " is none", "write text or json");
    }
    return 0;
  }

  private static void print(Console console, ImageContents contents) {
    int count = contents.layers().size();
    String layers = count == 1 ? " in 1 layer, " : " in " + count + " layers, ";
    String wasted = HumanSize.of(contents.wasted()) + " wasted";
    console
        .out()
        .println(
            SafeText.of(contents.name()) + ": " + HumanSize.of(contents.size()) + layers + wasted);
    int number = 0;
    for (ImageContents.Layer layer : contents.layers()) {
      number++;
      String step =
          SafeText.truncate(SafeText.of(layer.createdBy().replace('\t', ' ')), STEP_WIDTH);
      console.out().println("");
      console.out().println("layer " + number + "  " + step);
      line(console, "added", layer.added());
      line(console, "changed", layer.changed());
      line(console, "removed", layer.removed());
      for (FileSize file : layer.largest()) {
        String mark = file.changed() ? "  (again)" : "";
        console
            .out()
            .println("    " + pad(HumanSize.of(file.size())) + SafeText.of(file.path()) + mark);
      }
    }
  }

  private static void line(Console console, String what, Amount amount) {
    if (amount.files() > 0) {
      String files = amount.files() == 1 ? "1 file" : amount.files() + " files";
      console.out().println("  " + what + " " + files + ", " + HumanSize.of(amount.bytes()));
    }
  }

  private static String pad(String text) {
    return text + " ".repeat(Math.max(1, 8 - text.length()));
  }

  private static Map<String, Object> document(ImageContents contents) {
    var document = new LinkedHashMap<String, Object>();
    document.put("image", contents.name());
    document.put("size", contents.size());
    document.put("wasted", contents.wasted());
    var layers = new ArrayList<Object>();
    for (ImageContents.Layer layer : contents.layers()) {
      var entry = new LinkedHashMap<String, Object>();
      entry.put("createdBy", layer.createdBy());
      entry.put("added", amount(layer.added()));
      entry.put("changed", amount(layer.changed()));
      entry.put("removed", amount(layer.removed()));
      var files = new ArrayList<Object>();
      for (FileSize file : layer.largest()) {
        var each = new LinkedHashMap<String, Object>();
        each.put("path", file.path());
        each.put("size", file.size());
        each.put("changed", file.changed());
        files.add(each);
      }
      entry.put("largest", files);
      layers.add(entry);
    }
    document.put("layers", layers);
    ContentsText.document(document, contents);
    return document;
  }

  private static Map<String, Object> amount(Amount amount) {
    var value = new LinkedHashMap<String, Object>();
    value.put("files", amount.files());
    value.put("bytes", amount.bytes());
    return value;
  }
}
