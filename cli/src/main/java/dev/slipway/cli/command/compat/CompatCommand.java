package dev.slipway.cli.command.compat;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Console;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.command.lint.LintedFile;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.cli.render.JsonText;
import dev.slipway.cli.render.SafeText;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.lint.ProjectFiles;
import dev.slipway.lint.compat.Behaviour;
import dev.slipway.lint.compat.Builder;
import dev.slipway.lint.compat.Compatibility;
import dev.slipway.lint.compat.Compatibility.Place;
import dev.slipway.lint.config.DirectoryFiles;
import dev.slipway.lint.config.NoFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `slipway compat`: what other builders would refuse, ignore or do otherwise.
public final class CompatCommand implements Command {
  private static final Option CONTEXT =
      Option.text("context", "The build context (default: the directory of FILE)");
  private static final Option FORMAT =
      Option.text("format", "Output format (\"text\", \"json\")").defaultsTo("text");
  private static final Option WITH =
      Option.list("with", "A builder: docker, buildah or kaniko (default: all)")
          .valueName("builder");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("compat"),
            "[OPTIONS] [FILE]",
            "Show what other builders would do otherwise with a Dockerfile",
            Arity.between(0, 1))
        .withOptions(CONTEXT, FORMAT, WITH)
        .withDetails(
            """
            Each answer is a row of a table in which each builder of the named version was run, or, where it says so, its
            sources were read. What is in no row is not known to differ. The exit code is 1 where a builder would refuse
            the file, or silently do something else.\
            """)
        .withExamples(
            new Example("compat --with buildah service", "will buildah build this file?"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    ParsedOptions options = invocation.options();
    Console console = invocation.console();
    String argument = invocation.arguments().isEmpty() ? "." : invocation.argument(0);
    LintedFile read =
        LintedFile.read(console, argument, options.optionalText(CONTEXT), Optional.empty());
    Path context = read.request().context();
    Path file = read.request().file();
    ProjectFiles files =
        context == null || file == null ? new NoFiles() : new DirectoryFiles(context, file);
    Dockerfile dockerfile;
    try {
      dockerfile = DockerfileParser.parse(read.request().name(), read.text());
    } catch (DockerfileException mistakes) {
      throw new CommandException(String.valueOf(mistakes.getMessage()), "mend these first");
    }
    String name = file == null ? "Dockerfile" : file.getFileName().toString();
    var found = new LinkedHashMap<Builder, List<Place>>();
    for (Builder builder : builders(options.list(WITH))) {
      found.put(builder, Compatibility.of(dockerfile, files, name, builder));
    }
    switch (options.text(FORMAT)) {
      case "text" -> print(console, read.request().name(), found);
      case "json" -> console.out().println(JsonText.indented(document(found)));
      default ->
          throw CommandException.usage(
              "--format " + options.text(FORMAT) + " is none", "write text or json");
    }
    return found.values().stream().allMatch(List::isEmpty) ? 0 : 1;
  }

  private static List<Builder> builders(List<String> names) {
    if (names.isEmpty()) {
      return List.of(Builder.values());
    }
    var builders = new ArrayList<Builder>();
    for (String name : names) {
      builders.add(
          Builder.named(name)
              .orElseThrow(() ->
                  CommandException.usage(
                      "--with " + name + ": no builder that is known",
                      "write docker, buildah or kaniko")));
    }
    return builders;
  }

  private static void print(Console console, String file, Map<Builder, List<Place>> found) {
    boolean first = true;
    for (var entry : found.entrySet()) {
      if (!first) {
        console.out().println("");
      }
      first = false;
      if (entry.getValue().isEmpty()) {
        console.out().println(entry.getKey().version() + ": nothing is known to differ");
        continue;
      }
      console.out().println(entry.getKey().version() + ":");
      for (Place place : entry.getValue()) {
        Behaviour behaviour = place.behaviour();
        String source =
            behaviour.evidence() == Behaviour.Evidence.SOURCES ? " (by its sources; not run)" : "";
        String line =
            file
                + ":"
                + place.span().startLine()
                + ": "
                + word(behaviour)
                + ": "
                + behaviour.feature()
                + ": "
                + behaviour.what()
                + source;
        console.out().println("  " + SafeText.of(line));
      }
    }
  }

  private static String word(Behaviour behaviour) {
    return behaviour.outcome().name().toLowerCase(Locale.ROOT);
  }

  private static List<Object> document(Map<Builder, List<Place>> found) {
    var document = new ArrayList<Object>();
    for (var entry : found.entrySet()) {
      for (Place place : entry.getValue()) {
        Behaviour behaviour = place.behaviour();
        var row = new LinkedHashMap<String, Object>();
        row.put("builder", entry.getKey().word());
        row.put("version", entry.getKey().version());
        row.put("line", place.span().startLine());
        row.put("feature", behaviour.feature());
        row.put("outcome", word(behaviour));
        row.put("what", behaviour.what());
        row.put("evidence", behaviour.evidence().name().toLowerCase(Locale.ROOT));
        document.add(row);
      }
    }
    return document;
  }
}
