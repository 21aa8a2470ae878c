package dev.slipway.builder.outline;

import dev.slipway.builder.lower.LoweringObserver;
import dev.slipway.builder.lower.StageScope;
import dev.slipway.dockerfile.Arg;
import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.From;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.MountFlag;
import dev.slipway.dockerfile.Run;
import dev.slipway.dockerfile.RunMount;
import dev.slipway.dockerfile.SecretMount;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.SshMount;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.Variables;
import dev.slipway.dockerfile.check.CommentsAbove;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Learns what a file's stages take while they are lowered.
public final class OutlineObserver implements LoweringObserver {
  private final Dockerfile file;
  private final Map<String, String> given;
  private final Map<String, GlobalArgument> globals = new HashMap<>();
  private final Map<Integer, StageOutline> stages = new HashMap<>();
  private Variables globalValues = Variables.EMPTY;

  /// @param needs the arguments that its default has
  private record GlobalArgument(Outline.Argument argument, Set<String> needs) {}

  /// @param given `--build-arg`
  public OutlineObserver(Dockerfile file, Map<String, String> given) {
    this.file = file;
    this.given = Map.copyOf(given);
  }

  @Override
  public void begins(Dockerfile begun, Variables defaults, Variables values) {
    globalValues = values;
    for (Arg instruction : begun.globalArguments()) {
      for (Arg.Definition definition : instruction.definitions()) {
        String name = definition.name();
        String value = values.get(name);
        Template text = definition.defaultValue();
        Set<String> needs =
            text == null || given.containsKey(name) ? Set.of() : text.expandTracked(values).used();
        var argument = argument(instruction, name, value == null ? "" : value);
        globals.put(name, new GlobalArgument(argument, needs));
      }
    }
    for (Stage stage : begun.stages()) {
      var outline = new StageOutline();
      stages.put(stage.index(), outline);
      use(outline, stage.from().image(), values);
      use(outline, stage.from().platform(), values);
    }
  }

  private Outline.Argument argument(Arg instruction, String name, String value) {
    return new Outline.Argument(
        name,
        value,
        CommentsAbove.description(file.source(), instruction, name),
        instruction.span());
  }

  private void use(StageOutline outline, @Nullable Template template, Variables values) {
    if (template != null && template.hasVariables()) {
      for (String name : template.expandTracked(values).used()) {
        useGlobal(outline, name, new HashSet<>());
      }
    }
  }

  private void useGlobal(StageOutline outline, String name, Set<String> seen) {
    GlobalArgument global = globals.get(name);
    if (global != null && seen.add(name)) {
      outline.arguments.putIfAbsent(name, global.argument());
      for (String needed : global.needs()) {
        useGlobal(outline, needed, seen);
      }
    }
  }

  @Override
  public void continues(Stage stage, Stage earlier) {
    outline(stage).needs.add(earlier.index());
  }

  @Override
  public void meets(Stage stage, Instruction instruction, StageScope scope) {
    StageOutline outline = outline(stage);
    switch (instruction) {
      case Arg arg -> arguments(outline, arg, scope.variables());
      case Copy copy when copy.from() != null -> need(stage, outline, copy.from().text());
      case Run run -> mounts(stage, outline, run, scope.variables());
      default -> {}
    }
  }

  private StageOutline outline(Stage stage) {
    return stages.computeIfAbsent(stage.index(), _ -> new StageOutline());
  }

  private void arguments(StageOutline outline, Arg instruction, Variables variables) {
    Variables seen = variables;
    for (Arg.Definition definition : instruction.definitions()) {
      String name = definition.name();
      Template text = definition.defaultValue();
      String value = given.get(name);
      if (value == null && text != null) {
        value = text.expand(seen);
      }
      if (value == null && globals.containsKey(name)) {
        useGlobal(outline, name, new HashSet<>());
        value = globalValues.get(name);
      } else if (value != null || globalValues.get(name) == null) {
        String shown = value == null ? "" : value;
        outline.arguments.put(name, argument(instruction, name, shown));
      }
      seen = value == null ? seen : seen.with(name, value);
    }
  }

  private void mounts(Stage stage, StageOutline outline, Run run, Variables variables) {
    for (MountFlag flag : run.mountFlags()) {
      for (MountFlag.Option option : flag.options()) {
        if (option.key().equals("from") && option.value() != null) {
          need(stage, outline, option.value().text());
        }
      }
    }
    for (RunMount mount : run.mounts(variables)) {
      switch (mount) {
        case SecretMount secret ->
            mounted(outline.secrets, secret.id(), secret.required(), run.span());
        case SshMount ssh -> mounted(outline.agents, ssh.id(), ssh.required(), run.span());
        default -> {}
      }
    }
  }

  private static void mounted(
      Map<String, Outline.Mounted> mounts, String name, boolean required, Span span) {
    Outline.Mounted before = mounts.get(name);
    mounts.put(
        name,
        before == null
            ? new Outline.Mounted(name, required, span)
            : new Outline.Mounted(name, required || before.required(), before.span()));
  }

  private void need(Stage stage, StageOutline outline, String name) {
    for (int i = stage.index() - 1; i >= 0; i--) {
      if (file.stages().get(i).isNamed(name) || Integer.toString(i).equals(name)) {
        outline.needs.add(i);
        return;
      }
    }
  }

  /// What was learnt of a target.
  ///
  /// @param target by name or number; null is the last stage
  public Outline outline(@Nullable String target) {
    Stage stage = stage(target);
    var all = new StageOutline();
    collect(stage.index(), all, new HashSet<>());
    From from = stage.from();
    return new Outline(
        file.source(),
        from.name() == null ? "" : from.name().text(),
        Target.description(file, stage),
        inOrder(all.arguments.values(), Outline.Argument::span),
        inOrder(all.secrets.values(), Outline.Mounted::span),
        inOrder(all.agents.values(), Outline.Mounted::span));
  }

  private Stage stage(@Nullable String target) {
    Stage last = file.stages().getLast();
    if (target == null) {
      return last;
    }
    Optional<Stage> named = file.stage(target);
    return named.orElseGet(() -> {
      for (Stage stage : file.stages()) {
        if (Integer.toString(stage.index()).equals(target)) {
          return stage;
        }
      }
      return last;
    });
  }

  private void collect(int index, StageOutline into, Set<Integer> seen) {
    StageOutline outline = stages.get(index);
    if (outline == null || !seen.add(index)) {
      return;
    }
    outline.arguments.forEach(into.arguments::putIfAbsent);
    outline.secrets.forEach(into.secrets::putIfAbsent);
    outline.agents.forEach(into.agents::putIfAbsent);
    for (int needed : outline.needs) {
      collect(needed, into, seen);
    }
  }

  private static <T> List<T> inOrder(
      Iterable<T> items, java.util.function.Function<T, Span> place) {
    var sorted = new ArrayList<T>();
    items.forEach(sorted::add);
    sorted.sort((one, other) ->
        Integer.compare(place.apply(one).startLine(), place.apply(other).startLine()));
    return sorted;
  }

  /// What one stage takes, each by its name, in the order of the file.
  private static final class StageOutline {
    final Map<String, Outline.Argument> arguments = new java.util.LinkedHashMap<>();
    final Map<String, Outline.Mounted> secrets = new java.util.LinkedHashMap<>();
    final Map<String, Outline.Mounted> agents = new java.util.LinkedHashMap<>();
    final Set<Integer> needs = new java.util.LinkedHashSet<>();
  }
}
