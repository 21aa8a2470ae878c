package dev.slipway.cli.command.dockerfile;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.command.CallerEnvironment;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.graph.GraphBuilder;
import dev.slipway.dockerfile.graph.StageGraph;
import dev.slipway.dockerfile.parse.DockerfileParser;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `slipway dockerfile graph`: what needs what.
final class GraphCommand implements Command {
  private static final Option BUILD_ARG =
      Option.list("build-arg", "Set an ARG that stands before the first FROM")
          .valueName("NAME[=VALUE]");
  private static final Option FORMAT =
      Option.text("format", "\"text\", or \"dot\" for Graphviz").defaultsTo("text");
  private static final Option TARGET =
      Option.text("target", "Stage to build, by name or number (default the last)")
          .valueName("STAGE");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("dockerfile graph"),
            "[OPTIONS] [FILE]",
            "Draw a Dockerfile's stages and steps",
            Arity.between(0, 1))
        .withOptions(BUILD_ARG, FORMAT, TARGET)
        .withDetails(
            """
            FILE is Dockerfile unless given; `-` is standard input. No image is looked at: a variable
            without a value stays as it is written.\
            """)
        .withExamples(
            new Example("dockerfile graph", "Show what the stages of ./Dockerfile need"),
            new Example("dockerfile graph --format dot | dot -Tsvg >graph.svg", "Draw them"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    String file = invocation.arguments().isEmpty() ? "Dockerfile" : invocation.argument(0);
    Dockerfile read =
        DockerfileParser.parse(file, DockerfileText.required(invocation.console(), file));
    String name = invocation.options().text(TARGET);
    StageGraph graph =
        GraphBuilder.build(
            read,
            buildArguments(invocation.options().list(BUILD_ARG)),
            name.isEmpty() ? null : name);
    int target = target(graph, name);
    String text =
        switch (invocation.options().text(FORMAT)) {
          case "text" -> GraphText.render(graph, target);
          case "dot" -> GraphDot.render(graph, target);
          default ->
              throw CommandException.usage(
                  "invalid format: " + invocation.options().text(FORMAT), "text or dot");
        };
    invocation.console().out().print(text);
    return 0;
  }

  private static int target(StageGraph graph, @Nullable String name) {
    for (StageGraph.Node stage : graph.stages()) {
      if (stage.title().equalsIgnoreCase(name) || Integer.toString(stage.index()).equals(name)) {
        return stage.index();
      }
    }
    return graph.stages().size() - 1;
  }

  /// `NAME` alone takes the value that the environment has.
  private static Map<String, String> buildArguments(List<String> given) {
    var values = new LinkedHashMap<String, String>();
    for (String each : given) {
      int equals = each.indexOf('=');
      String value = equals < 0 ? CallerEnvironment.get(each) : each.substring(equals + 1);
      if (value != null) {
        values.put(equals < 0 ? each : each.substring(0, equals), value);
      }
    }
    return values;
  }
}
