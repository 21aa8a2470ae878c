package dev.slipway.builder.lower;

import dev.slipway.builder.graph.Step;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Variables;
import dev.slipway.image.ContainerConfig;
import dev.slipway.image.ImageConfig;
import java.util.List;

/// A stage at one of its instructions.
///
/// @param config without what stands in `settings`
/// @param variables the environment and the arguments, as later instructions see them
/// @param arguments the `ARG`s so far, for the history
/// @param titles what the stage's next step is called
/// @param commandSet whether this stage has a `CMD` of its own, which `ENTRYPOINT` leaves alone
record StageState(
    Step filesystem,
    ImageConfig base,
    ContainerConfig config,
    GrowingSettings settings,
    String author,
    Variables variables,
    DeclaredArguments arguments,
    Trail<PlannedHistory> history,
    Trail<Vertex> vertices,
    StepTitles titles,
    boolean commandSet)
    implements StageScope {

  @Override
  public boolean declares(String name) {
    return arguments.names().get(name) != null;
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
        settings,
        author,
        variables,
        arguments,
        history,
        vertices,
        titles,
        commandSet);
  }

  StageState withSettings(GrowingSettings value) {
    return new StageState(
        filesystem,
        base,
        config,
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
        settings,
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
        filesystem,
        base,
        config,
        settings,
        author,
        value,
        arguments,
        history,
        vertices,
        titles,
        commandSet);
  }

  StageState withArguments(List<ArgumentValue> more) {
    return new StageState(
        filesystem,
        base,
        config,
        settings,
        author,
        variables,
        arguments.with(more),
        history,
        vertices,
        titles,
        commandSet);
  }

  StageState withCommandSet() {
    return new StageState(
        filesystem,
        base,
        config,
        settings,
        author,
        variables,
        arguments,
        history,
        vertices,
        titles,
        true);
  }

  /// Sets an environment variable of the image.
  StageState withEnvironment(String name, String value) {
    return withSettings(settings.withVariable(name, value))
        .withVariables(variables.with(name, value));
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
    return withSteps(step, vertices.with(vertex), titles.next())
        .withHistory(new PlannedHistory(createdBy, step));
  }

  /// The first step, which stands for the base image.
  StageState withBase(Step image, String name, Instruction from) {
    var vertex = new Vertex(image, titles.of("FROM " + name), from);
    return withSteps(image, vertices.with(vertex), titles.next());
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
        config,
        settings.withoutTriggers(),
        author,
        variables,
        arguments,
        history,
        Trail.empty(),
        own,
        false);
  }

  /// Says that the steps from the one numbered `first` on come of the triggers of `instruction`.
  StageState withNewStepsOf(Instruction instruction, int first) {
    Trail<Vertex> moved = vertices.first(first);
    for (Vertex vertex : vertices.after(first)) {
      String title = vertex.title().replaceFirst("\\] ", "] ONBUILD ");
      moved = moved.with(new Vertex(vertex.step(), title, instruction));
    }
    return withSteps(filesystem, moved, titles);
  }

  private StageState withSteps(Step last, Trail<Vertex> steps, StepTitles next) {
    return new StageState(
        last,
        base,
        config,
        settings,
        author,
        variables,
        arguments,
        history,
        steps,
        next,
        commandSet);
  }

  private StageState withHistory(PlannedHistory entry) {
    return new StageState(
        filesystem,
        base,
        config,
        settings,
        author,
        variables,
        arguments,
        history.with(entry),
        vertices,
        titles,
        commandSet);
  }

  LoweredStage lowered() {
    return new LoweredStage(filesystem, base, settings.with(config), author, history.toList());
  }
}
