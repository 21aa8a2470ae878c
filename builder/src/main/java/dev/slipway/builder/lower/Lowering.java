package dev.slipway.builder.lower;

import dev.slipway.builder.graph.Step;
import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.image.Platform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns a Dockerfile into the steps that its target stage needs. A stage that the target does not
/// need is not looked at, nor is its base.
public final class Lowering {
  private static final int MOST_LAYERS = 400;
  static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final Dockerfile file;
  private final LoweringInput input;
  private final GlobalVariables globals;
  private final StageSources sources;
  private final StageStart start;
  private final LoweringObserver observer;
  private final DeviceRequests devices;
  private final Map<Integer, StageState> lowered = new LinkedHashMap<>();
  private final List<Diagnostic> mistakes = new ArrayList<>();
  private boolean incomplete;

  private Lowering(
      Dockerfile file,
      LoweringInput input,
      BaseImages images,
      GlobalVariables globals,
      LoweringObserver observer) {
    this.file = file;
    this.input = input;
    this.globals = globals;
    this.observer = observer;
    this.devices = new DeviceRequests(input.devices());
    this.sources =
        new StageSources(
            file, images, input, stage -> stage(stage).filesystem(), this::asked, observer);
    this.start = new StageStart(this, file, sources, globals, input);
  }

  /// @throws DockerfileException for what is wrong with the file
  public static BuildPlan lower(Dockerfile file, LoweringInput input, BaseImages images) {
    return lower(file, input, images, LoweringObserver.NONE);
  }

  /// The same, and tells an observer of everything that is met.
  public static BuildPlan lower(
      Dockerfile file, LoweringInput input, BaseImages images, LoweringObserver observer) {
    Stage stage = StageNames.target(file, input.target());
    try {
      Lowering lowering = of(file, input, images, observer);
      List<Stage> needed = NeededStages.of(file, stage, lowering.globals.variables());
      images.expect(lowering.expected(needed));
      lowering.stages(needed);
      LoweredStage result = lowering.stage(stage).lowered();
      checkDepth(result, stage);
      GlobalVariables globals = lowering.globals;
      return new BuildPlan(
          result,
          lowering.vertices(),
          lowering.uncached(),
          globals.unused(file),
          lowering.devices.missing(),
          globals.epoch(file));
    } catch (DockerfileException mistake) {
      throw mistake.source() == null ? mistake.in(file.source()) : mistake;
    }
  }

  /// Lowers without a result: the target's stages, or all of a file's where no target is named.
  ///
  /// @throws DockerfileException for what is wrong with the file
  public static void check(
      Dockerfile file, LoweringInput input, BaseImages images, LoweringObserver observer) {
    try {
      Lowering lowering = of(file, input, images, observer);
      lowering.stages(
          input.target() == null
              ? file.stages()
              : NeededStages.of(
                  file, StageNames.target(file, input.target()), lowering.globals.variables()));
    } catch (DockerfileException mistake) {
      throw mistake.source() == null ? mistake.in(file.source()) : mistake;
    }
  }

  /// The mistakes of what could be read of a file. A variable that is not set says nothing there:
  /// what sets it may be what could not be read.
  public static List<Diagnostic> mistakes(
      Dockerfile readable, LoweringInput input, BaseImages images) {
    try {
      Lowering lowering = of(readable, input, images, LoweringObserver.NONE);
      lowering.incomplete = true;
      lowering.stages(readable.stages());
      return List.of();
    } catch (DockerfileException mistake) {
      return mistake.diagnostics();
    }
  }

  private static Lowering of(
      Dockerfile file, LoweringInput input, BaseImages images, LoweringObserver observer) {
    Stage target = StageNames.target(file, input.target());
    var globals = GlobalVariables.of(file.globalArguments(), input, target);
    observer.begins(
        file, globals.defaults(file.globalArguments(), input, target), globals.variables());
    return new Lowering(file, input, images, globals, observer);
  }

  private List<BaseImages.Expected> expected(List<Stage> stages) {
    return ExpectedImages.of(stages, sources, globals.variables(), this::asked);
  }

  /// @throws DockerfileException with the mistakes of all of them
  private void stages(List<Stage> stages) {
    for (Stage needed : stages) {
      stage(needed);
    }
    List<Stage> unneeded = new ArrayList<>();
    for (Stage stage : file.stages()) {
      if (!lowered.containsKey(stage.index())) {
        unneeded.add(stage);
        checkUnneeded(stage);
      }
    }
    mistakes.addAll(UnneededStages.mistakes(unneeded, sources));
    if (!mistakes.isEmpty()) {
      mistakes.sort(Lowering::inOrder);
      throw new DockerfileException(file.source(), mistakes);
    }
  }

  /// A stage that is not needed must have a base's name all the same, as in Docker.
  private void checkUnneeded(Stage stage) {
    try {
      BaseNames.platform(stage.from(), globals.variables());
      BaseNames.image(stage.from(), globals.variables());
    } catch (DockerfileException mistake) {
      mistakes.addAll(mistake.diagnostics());
    }
  }

  private static int inOrder(Diagnostic one, Diagnostic other) {
    int lines = Integer.compare(one.span().startLine(), other.span().startLine());
    return lines != 0
        ? lines
        : Integer.compare(one.span().startColumn(), other.span().startColumn());
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
    lowered.values().forEach(stage -> all.addAll(stage.vertices().toList()));
    return all;
  }

  /// What a stage is for: what its `FROM` says, or that of the stage that it continues.
  Platform platform(Stage stage) {
    Stage asked = stage;
    while (true) {
      Platform own = BaseNames.platform(asked.from(), globals.variables());
      if (own != null) {
        return own;
      }
      String base = BaseNames.image(asked.from(), globals.variables());
      Optional<Stage> earlier = sources.lookup().namedBefore(asked.index(), base);
      if (earlier.isEmpty()) {
        return input.platform();
      }
      asked = earlier.get();
    }
  }

  /// What images a stage asks for; empty for whatever there is for this machine.
  Optional<Platform> asked(Stage stage) {
    Platform own = BaseNames.platform(stage.from(), globals.variables());
    Platform platform = platform(stage);
    return own == null && platform.equals(input.machine())
        ? Optional.empty()
        : Optional.of(platform);
  }

  /// The steps of the stages that are to be made anew.
  private List<Step> uncached() {
    var steps = new ArrayList<Step>();
    for (String name : input.cache().exceptStages()) {
      Stage stage = StageNames.withoutCache(file, name);
      StageState state = lowered.get(stage.index());
      if (state != null) {
        state.vertices().toList().forEach(vertex -> steps.add(vertex.step()));
      }
    }
    return steps;
  }

  StageState stage(Stage stage) {
    StageState before = lowered.get(stage.index());
    if (before != null) {
      return before;
    }
    StageState state;
    try {
      state = instructions(stage, start.begin(stage), !incomplete);
    } catch (DockerfileException mistake) {
      mistakes.addAll(mistake.diagnostics());
      state = instructions(stage, start.unknown(stage), false);
    }
    lowered.put(stage.index(), state);
    return state;
  }

  /// @param known whether the variables of the stage's base are there; without them one that is not
  ///   set says nothing
  private StageState instructions(Stage stage, StageStart.Begun begun, boolean known) {
    var instructions = new StageLowering(sources, stage, globals, input, devices);
    StageState state = begun.state();
    for (String trigger : begun.triggers()) {
      state = triggered(instructions, state, trigger, stage);
    }
    List<Instruction> own = start.isReplaced(stage) ? List.of() : stage.instructions();
    for (Instruction instruction : own) {
      try {
        StageState after = instructions.lower(state, instruction);
        if (known) {
          observer.meets(stage, instruction, state);
        }
        state = after;
      } catch (DockerfileException mistake) { // It does not hide those after it.
        if (known || instruction.source().indexOf('$') < 0) {
          mistakes.addAll(mistake.diagnostics());
        }
      }
    }
    return state;
  }

  /// A trigger stands in no line of this file: what is said of it is said of the `FROM`.
  private StageState triggered(
      StageLowering instructions, StageState state, String trigger, Stage stage) {
    try {
      Instruction instruction = DockerfileParser.parseInstruction("ONBUILD", trigger);
      StageState after =
          instructions
              .lower(state, instruction)
              .withNewStepsOf(stage.from(), state.vertices().size());
      observer.meetsTrigger(stage, instruction, state);
      return after;
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
