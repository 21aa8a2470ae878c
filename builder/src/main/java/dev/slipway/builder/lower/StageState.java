package dev.slipway.builder.lower;

import dev.slipway.builder.graph.Step;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Variables;
import dev.slipway.image.ContainerConfig;
import dev.slipway.image.ImageConfig;
import java.util.ArrayList;
import java.util.List;

/// A stage at one of its instructions.
///
/// @param variables the environment and the arguments, as later instructions see them
/// @param arguments the `ARG`s so far, in order, for the history
/// @param titles what the stage's next step is called
/// @param commandSet whether this stage has a `CMD` of its own, which `ENTRYPOINT` leaves alone
record StageState(
    Step filesystem,
    ImageConfig base,
    ContainerConfig config,
    String author,
    Variables variables,
    List<ArgumentValue> arguments,
    List<PlannedHistory> history,
    List<Vertex> vertices,
    StepTitles titles,
    boolean commandSet)
    implements StageScope {

  @Override
  public boolean declares(String name) {
    for (ArgumentValue argument : arguments) {
      if (argument.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean hasShell() {
    return config.shell() != null;
  }

  StageState withConfig(ContainerConfig value) {
    return new StageState(
        filesystem,
        base,
        value,
        author,
        variables,
        arguments,
        history,
        vertices,
        titles,
        commandSet);
  }

  StageState withAuthor(String value) {
    return new StageState(
        filesystem,
        base,
        config,
        value,
        variables,
        arguments,
        history,
        vertices,
        titles,
        commandSet);
  }

  StageState withVariables(Variables value) {
    return new StageState(
        filesystem, base, config, author, value, arguments, history, vertices, titles, commandSet);
  }

  StageState withArguments(List<ArgumentValue> more) {
    return new StageState(
        filesystem,
        base,
        config,
        author,
        variables,
        appended(arguments, more),
        history,
        vertices,
        titles,
        commandSet);
  }

  StageState withCommandSet() {
    return new StageState(
        filesystem, base, config, author, variables, arguments, history, vertices, titles, true);
  }

  /// Sets an environment variable of the image.
  StageState withEnvironment(String name, String value) {
    return withConfig(config.withVariable(name, value)).withVariables(variables.with(name, value));
  }

  /// A step that needs no work takes a number of the titles all the same.
  StageState skippingTitle() {
    return withSteps(filesystem, vertices, titles.next());
  }

  /// An instruction that changes the config only.
  StageState remembered(String createdBy) {
    return withHistory(new PlannedHistory(createdBy, null));
  }

  /// A step that makes a layer.
  StageState withStep(Step step, String createdBy, Instruction instruction) {
    return withStep(step, createdBy, instruction, variables);
  }

  /// The same with what its title may show of variables.
  StageState withStep(Step step, String createdBy, Instruction instruction, Variables shown) {
    var vertex = new Vertex(step, titles.of(instruction, shown), instruction);
    return withSteps(step, appended(vertices, List.of(vertex)), titles.next())
        .withHistory(new PlannedHistory(createdBy, step));
  }

  /// The first step, which stands for the base image.
  StageState withBase(Step image, String name, Instruction from) {
    var vertex = new Vertex(image, titles.of("FROM " + name), from);
    return withSteps(image, appended(vertices, List.of(vertex)), titles.next());
  }

  /// The same where an earlier stage has shown that image.
  StageState withBase(Step image) {
    return withSteps(image, vertices, titles.next());
  }

  /// What a stage on this one begins with.
  StageState asBase(StepTitles own) {
    return new StageState(
        filesystem,
        base,
        config.withOnBuild(List.of()),
        author,
        variables,
        arguments,
        history,
        List.of(),
        own,
        false);
  }

  /// Says that the steps from the one numbered `first` on come of the triggers of `instruction`.
  StageState withNewStepsOf(Instruction instruction, int first) {
    var moved = new ArrayList<>(vertices.subList(0, first));
    for (Vertex vertex : vertices.subList(first, vertices.size())) {
      String title = vertex.title().replaceFirst("\\] ", "] ONBUILD ");
      moved.add(new Vertex(vertex.step(), title, instruction));
    }
    return withSteps(filesystem, List.copyOf(moved), titles);
  }

  private StageState withSteps(Step last, List<Vertex> steps, StepTitles next) {
    return new StageState(
        last, base, config, author, variables, arguments, history, steps, next, commandSet);
  }

  private StageState withHistory(PlannedHistory entry) {
    return new StageState(
        filesystem,
        base,
        config,
        author,
        variables,
        arguments,
        appended(history, List.of(entry)),
        vertices,
        titles,
        commandSet);
  }

  private static <T> List<T> appended(List<T> list, List<T> more) {
    var longer = new ArrayList<T>(list.size() + more.size());
    longer.addAll(list);
    longer.addAll(more);
    return List.copyOf(longer);
  }

  LoweredStage lowered() {
    return new LoweredStage(filesystem, base, config, author, history);
  }
}
