package dev.slipway.dockerfile.graph;

import dev.slipway.dockerfile.Add;
import dev.slipway.dockerfile.Arg;
import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.MountFlag;
import dev.slipway.dockerfile.Run;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.StageLookup;
import dev.slipway.dockerfile.Suggestion;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.Variables;
import dev.slipway.dockerfile.WordExpander;
import dev.slipway.dockerfile.Workdir;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds out what of a Dockerfile needs what, without looking at an image or a file.
public final class GraphBuilder {
  private final Dockerfile file;
  private final WordExpander expander;
  private final Variables globals;
  private final StageLookup lookup;

  private GraphBuilder(Dockerfile file, Map<String, String> buildArguments) {
    this.file = file;
    this.lookup = new StageLookup(file.stages());
    this.expander = new WordExpander(file.directives().escape(), false, false, false, true);
    this.globals = globals(buildArguments);
  }

  /// @param buildArguments values of `ARG` instructions before the first `FROM`
  /// @param target a stage by name or number; null is the last
  /// @throws DockerfileException for a target that there is not, and a variable that must be set
  public static StageGraph build(
      Dockerfile file, Map<String, String> buildArguments, @Nullable String target) {
    var builder = new GraphBuilder(file, buildArguments);
    try {
      return builder.build(target);
    } catch (DockerfileException mistake) {
      throw mistake.source() == null ? mistake.in(file.source()) : mistake;
    }
  }

  private Variables globals(Map<String, String> buildArguments) {
    Variables variables = Variables.EMPTY;
    for (Arg argument : file.globalArguments()) {
      for (Arg.Definition definition : argument.definitions()) {
        String given = buildArguments.get(definition.name());
        Template defaultValue = definition.defaultValue();
        if (given != null) {
          variables = variables.with(definition.name(), given);
        } else if (defaultValue != null) {
          variables = variables.with(definition.name(), expand(defaultValue, variables));
        }
      }
    }
    return variables;
  }

  private String expand(Template template, Variables variables) {
    return expander.expand(template.text(), variables, template.span()).value();
  }

  private StageGraph build(@Nullable String target) {
    var nodes = new ArrayList<StageGraph.Node>();
    for (Stage stage : file.stages()) {
      Origin base = origin(stage, expand(stage.from().image(), globals), false);
      nodes.add(new StageGraph.Node(stage.index(), stage.title(), base, steps(stage), false));
    }
    for (int needed : needed(nodes, target(target))) {
      nodes.set(needed, nodes.get(needed).asNeeded());
    }
    return new StageGraph(nodes);
  }

  private int target(@Nullable String target) {
    if (target == null) {
      return file.stages().size() - 1;
    }
    for (Stage stage : file.stages()) {
      if (stage.isNamed(target) || Integer.toString(stage.index()).equals(target)) {
        return stage.index();
      }
    }
    List<String> names = file.stages().stream().map(Stage::title).toList();
    throw new DockerfileException(
        Diagnostic.error(
            file.stages().getFirst().from().span(),
            "target stage \"" + target + "\" could not be found",
            Suggestion.nearest(target, names)
                .map(name -> "did you mean " + name + "?")
                .orElse("the stages are " + String.join(", ", names))));
  }

  private static Set<Integer> needed(List<StageGraph.Node> nodes, int target) {
    var needed = new LinkedHashSet<Integer>();
    var waiting = new ArrayDeque<Integer>();
    waiting.add(target);
    while (!waiting.isEmpty()) {
      int index = waiting.remove();
      if (needed.add(index)) {
        StageGraph.Node node = nodes.get(index);
        addStage(waiting, node.base());
        node.steps().forEach(step -> step.takes().forEach(origin -> addStage(waiting, origin)));
      }
    }
    return needed;
  }

  private static void addStage(ArrayDeque<Integer> waiting, Origin origin) {
    if (origin instanceof Origin.Stage(int index)) {
      waiting.add(index);
    }
  }

  private List<StageGraph.Step> steps(Stage stage) {
    var steps = new ArrayList<StageGraph.Step>();
    for (Instruction instruction : stage.instructions()) {
      var takes = new LinkedHashSet<Origin>();
      switch (instruction) {
        case Copy copy -> addCopied(stage, copy, takes);
        case Add add -> addAdded(add, takes);
        case Run run -> addMounted(stage, run, takes);
        case Workdir _ -> {}
        default -> {
          continue; // What changes no file is no step.
        }
      }
      int line = instruction.span().startLine();
      steps.add(new StageGraph.Step(line, firstLine(instruction.source()), List.copyOf(takes)));
    }
    return steps;
  }

  private void addCopied(Stage stage, Copy copy, Set<Origin> takes) {
    if (copy.from() != null) {
      takes.add(origin(stage, copy.from().text(), true));
    } else if (!copy.sources().isEmpty()) {
      takes.add(new Origin.Context());
    }
  }

  private void addAdded(Add add, Set<Origin> takes) {
    for (Template source : add.sources()) {
      String text = source.text();
      boolean remote = text.contains("://") || text.toLowerCase(Locale.ROOT).startsWith("git@");
      takes.add(remote ? new Origin.Address(text) : new Origin.Context());
    }
  }

  private void addMounted(Stage stage, Run run, Set<Origin> takes) {
    for (MountFlag mount : run.mountFlags()) {
      Optional<String> from = option(mount, "from");
      String type = option(mount, "type").orElse("bind").toLowerCase(Locale.ROOT);
      if (from.isPresent()) {
        takes.add(origin(stage, from.get(), true));
      } else if (type.equals("bind")) {
        takes.add(new Origin.Context());
      }
    }
  }

  private static Optional<String> option(MountFlag mount, String key) {
    String found = null;
    for (MountFlag.Option option : mount.options()) {
      if (option.key().equals(key) && option.value() != null) {
        found = option.value().text();
      }
    }
    return Optional.ofNullable(found).filter(text -> !text.isEmpty());
  }

  /// An earlier stage of that name or number, else an image.
  private Origin origin(Stage stage, String name, boolean numbers) {
    Optional<Stage> earlier =
        numbers ? lookup.before(stage.index(), name) : lookup.namedBefore(stage.index(), name);
    return earlier.isPresent() ? new Origin.Stage(earlier.get().index()) : new Origin.Image(name);
  }

  private static String firstLine(String source) {
    int space = 0;
    while (space < source.length() && !Character.isWhitespace(source.charAt(space))) {
      space++;
    }
    return source.substring(0, space).toUpperCase(Locale.ROOT)
        + source.substring(space).replaceAll("\\s+", " ");
  }
}
