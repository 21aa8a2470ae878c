package dev.slipway.builder.lower;

import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.parse.DockerfileParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns a Dockerfile into the steps that its target stage needs. A stage that the target does not
/// need is not looked at, nor is its base.
public final class Lowering {
  private static final int MOST_LAYERS = 400;
  static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final LoweringInput input;
  private final GlobalVariables globals;
  private final StageSources sources;
  private final StageStart start;
  private final Map<Integer, StageState> lowered = new LinkedHashMap<>();

  private Lowering(
      Dockerfile file, LoweringInput input, BaseImages images, GlobalVariables globals) {
    this.input = input;
    this.globals = globals;
    this.sources =
        new StageSources(file, images, input.contexts(), stage -> stage(stage).filesystem());
    this.start = new StageStart(this, file, sources, globals, input.platform());
  }

  /// @throws DockerfileException for what is wrong with the file
  public static BuildPlan lower(Dockerfile file, LoweringInput input, BaseImages images) {
    Stage stage = StageNames.target(file, input.target());
    var globals = GlobalVariables.of(file.globalArguments(), input, stage);
    var lowering = new Lowering(file, input, images, globals);
    try {
      for (Stage needed : NeededStages.of(file, stage, globals.variables())) {
        lowering.stage(needed);
      }
      LoweredStage result = lowering.stage(stage).lowered();
      checkDepth(result, stage);
      return new BuildPlan(result, lowering.vertices(), globals.unused(file), globals.epoch(file));
    } catch (DockerfileException mistake) {
      throw mistake.source() == null ? mistake.in(file.source()) : mistake;
    }
  }

  /// Before anything runs: the image could not be mounted.
  private static void checkDepth(LoweredStage result, Stage stage) {
    long layers =
        result.base().diffIds().size()
            + result.history().stream().filter(entry -> entry.layer() != null).count();
    if (layers > MOST_LAYERS) {
      throw error(
          stage.from().span(),
          "max depth exceeded: " + layers + " layers",
          "an image has at most " + MOST_LAYERS + " layers: join RUN and COPY instructions");
    }
  }

  /// A stage's own steps come after those of the stages that it needs.
  private List<Vertex> vertices() {
    var all = new ArrayList<>(sources.vertices());
    lowered.values().forEach(stage -> all.addAll(stage.vertices()));
    return all;
  }

  StageState stage(Stage stage) {
    StageState known = lowered.get(stage.index());
    if (known != null) {
      return known;
    }
    StageStart.Begun begun = start.begin(stage);
    var instructions = new StageLowering(sources, stage, globals, input.allowed());
    StageState state = begun.state();
    for (String trigger : begun.triggers()) {
      state = triggered(instructions, state, trigger, stage);
    }
    List<Instruction> own = start.isReplaced(stage) ? List.of() : stage.instructions();
    for (Instruction instruction : own) {
      state = instructions.lower(state, instruction);
    }
    lowered.put(stage.index(), state);
    return state;
  }

  /// A trigger stands in no line of this file: what is said of it is said of the `FROM`.
  private static StageState triggered(
      StageLowering instructions, StageState state, String trigger, Stage stage) {
    try {
      Instruction instruction = DockerfileParser.parseInstruction("ONBUILD", trigger);
      return instructions
          .lower(state, instruction)
          .withNewStepsOf(stage.from(), state.vertices().size());
    } catch (DockerfileException mistake) {
      Diagnostic first = mistake.diagnostics().getFirst();
      throw error(
          stage.from().span(),
          "ONBUILD " + trigger + ": " + first.message(),
          first.remedy() == null ? "use a base image without this trigger" : first.remedy());
    }
  }

  static DockerfileException error(Span span, String message, @Nullable String remedy) {
    return new DockerfileException(Diagnostic.error(span, message, remedy));
  }
}
