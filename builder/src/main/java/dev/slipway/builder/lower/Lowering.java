package dev.slipway.builder.lower;

import dev.slipway.builder.Entitlement;
import dev.slipway.builder.graph.Step;
import dev.slipway.builder.graph.Step.BaseImage;
import dev.slipway.builder.graph.Step.Scratch;
import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.From;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.Variables;
import dev.slipway.dockerfile.Word;
import dev.slipway.image.ContainerConfig;
import dev.slipway.image.Image;
import dev.slipway.image.ImageConfig;
import dev.slipway.image.ImageReference;
import dev.slipway.image.ImageReferenceException;
import dev.slipway.image.Platform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns a Dockerfile into the steps that its target stage needs. A stage that the target does not
/// need is not looked at, nor is its base.
public final class Lowering {
  private static final int MOST_LAYERS = 400;
  static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final Dockerfile file;
  private final BaseImages store;
  private final Platform platform;
  private final GlobalVariables globals;
  private final Set<Entitlement> allowed;
  private final Map<Integer, StageState> lowered = new LinkedHashMap<>();
  private final Map<String, BaseImage> images = new HashMap<>();
  private final List<Vertex> copied = new ArrayList<>();

  private Lowering(
      Dockerfile file,
      BaseImages store,
      Platform platform,
      GlobalVariables globals,
      Set<Entitlement> allowed) {
    this.allowed = allowed;
    this.file = file;
    this.store = store;
    this.platform = platform;
    this.globals = globals;
  }

  /// @param target a stage by name or number; null is the last
  /// @param allowed what its `RUN`s may ask for
  /// @throws DockerfileException for what is wrong with the file
  public static BuildPlan lower(
      Dockerfile file,
      Map<String, String> buildArguments,
      @Nullable String target,
      BaseImages images,
      Platform platform,
      Set<Entitlement> allowed) {
    Stage stage = StageNames.target(file, target);
    var globals =
        GlobalVariables.of(
            file.globalArguments(), buildArguments, platform, target == null ? "default" : target);
    var lowering = new Lowering(file, images, platform, globals, allowed);
    try {
      for (Stage needed : NeededStages.of(file, stage, globals.variables())) {
        lowering.stage(needed);
      }
      LoweredStage result = lowering.stage(stage).lowered();
      checkDepth(result, stage);
      return new BuildPlan(result, lowering.vertices(), globals.unused(file));
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
    var all = new ArrayList<>(copied);
    lowered.values().forEach(stage -> all.addAll(stage.vertices()));
    return all;
  }

  StageState stage(Stage stage) {
    StageState known = lowered.get(stage.index());
    if (known != null) {
      return known;
    }
    StageState state = begin(stage);
    for (Instruction instruction : stage.instructions()) {
      state = new StageLowering(this, stage, globals, allowed).lower(state, instruction);
    }
    lowered.put(stage.index(), state);
    return state;
  }

  private StageState begin(Stage stage) {
    From from = stage.from();
    checkPlatform(from);
    String name = from.image().expand(globals.variables());
    if (name.isBlank()) {
      throw error(
          from.image().span(),
          "base name (" + from.image().text() + ") should not be blank",
          "give the ARG a default, or a value with --build-arg");
    }
    Optional<Stage> earlier =
        file.stages().subList(0, stage.index()).reversed().stream()
            .filter(each -> each.isNamed(name))
            .findFirst();
    if (earlier.isPresent()) {
      return continued(stage(earlier.get()), StepTitles.of(file, stage, false));
    }
    if (name.equals("scratch")) {
      return scratch(StepTitles.of(file, stage, false));
    }
    return onImage(from, name, StepTitles.of(file, stage, true));
  }

  private static StageState continued(StageState earlier, StepTitles titles) {
    return new StageState(
        earlier.filesystem(),
        earlier.base(),
        earlier.config(),
        earlier.author(),
        earlier.variables(),
        earlier.arguments(),
        earlier.history(),
        List.of(),
        titles,
        false);
  }

  private StageState scratch(StepTitles titles) {
    var state =
        new StageState(
            new Scratch(),
            ImageConfig.scratch(platform),
            ContainerConfig.EMPTY,
            "",
            Variables.EMPTY,
            List.of(),
            List.of(),
            List.of(),
            titles,
            false);
    return state
        .withEnvironment("PATH", DEFAULT_PATH)
        .withConfig(ContainerConfig.EMPTY.withVariable("PATH", DEFAULT_PATH).withWorkingDir("/"));
  }

  private StageState onImage(From from, String name, StepTitles titles) {
    ImageReference reference = reference(name, from.image().span());
    Image image = image(reference, from.image().span());
    ContainerConfig config = image.config().config();
    if (!config.onBuild().isEmpty()) {
      throw error(
          from.image().span(),
          name
              + " has ONBUILD instructions, which are not built yet: "
              + config.onBuild().getFirst(),
          "use a base image without ONBUILD");
    }
    Variables variables = Variables.EMPTY;
    for (String variable : config.env()) {
      int equals = variable.indexOf('=');
      variables =
          equals < 0
              ? variables.with(variable, "")
              : variables.with(variable.substring(0, equals), variable.substring(equals + 1));
    }
    var state =
        new StageState(
            new Scratch(),
            image.config(),
            config,
            image.config().author(),
            variables,
            List.of(),
            List.of(),
            List.of(),
            titles,
            false);
    String full = reference.withDefaultTag().full();
    BaseImage known = images.get(full);
    return known == null
        ? state.withBase(remembered(full, image), full, from)
        : state.withBase(known);
  }

  /// However often an image is named, it is one step.
  private BaseImage remembered(String name, Image image) {
    var step = new BaseImage(name, image);
    images.put(name, step);
    return step;
  }

  private void checkPlatform(From from) {
    if (from.platform() == null) {
      return;
    }
    String wanted = from.platform().expand(globals.variables());
    if (!Platform.parse(wanted).equals(platform)) {
      throw error(
          from.platform().span(),
          "images of another platform are not built yet: " + wanted,
          "leave --platform away, or say " + platform.format());
    }
  }

  /// What `COPY --from` and a cache's `from` read: an earlier stage or an image.
  Step source(Stage current, Word from) {
    Optional<Stage> stage = named(current, from);
    if (stage.isPresent()) {
      return stage(stage.get()).filesystem();
    }
    ImageReference reference = reference(from.text(), from.span());
    String full = reference.withDefaultTag().full();
    BaseImage known = images.get(full);
    if (known != null) {
      return known;
    }
    BaseImage step = remembered(full, image(reference, from.span()));
    copied.add(new Vertex(step, "FROM " + full, current.from()));
    return step;
  }

  private Optional<Stage> named(Stage current, Word from) {
    Optional<Stage> stage = file.stage(from.text());
    if (stage.isEmpty() && from.text().matches("[0-9]+")) {
      stage = StageNames.byNumber(file, from.text());
      if (stage.isEmpty()) {
        throw error(
            from.span(),
            "invalid stage index " + from.text(),
            "the file has " + file.stages().size() + " stages, numbered from 0");
      }
    }
    stage.ifPresent(found -> checkOrder(current, found, from));
    return stage;
  }

  private static void checkOrder(Stage current, Stage found, Word from) {
    if (found.index() == current.index()) {
      throw error(
          from.span(),
          "circular dependency detected on stage: " + found.title(),
          "copy from another stage");
    }
    if (found.index() > current.index()) {
      throw error(
          from.span(),
          "cannot copy from stage \""
              + from.text()
              + "\", it needs to be defined before current stage \""
              + current.title()
              + "\"",
          "move that stage up");
    }
  }

  private static ImageReference reference(String name, Span span) {
    try {
      return ImageReference.parse(name);
    } catch (ImageReferenceException mistake) {
      throw error(
          span,
          "failed to parse stage name \"" + name + "\": " + mistake.getMessage(),
          mistake.hint());
    }
  }

  private Image image(ImageReference reference, Span span) {
    return store
        .find(reference)
        .orElseThrow(() ->
            error(
                span,
                reference.familiar()
                    + ": failed to resolve source metadata for "
                    + reference.withDefaultTag().full()
                    + ": not found",
                "load the image with `slipway load`, or build it under this name:"
                    + " this release does not pull from registries yet"));
  }

  static DockerfileException error(Span span, String message, @Nullable String remedy) {
    return new DockerfileException(Diagnostic.error(span, message, remedy));
  }
}
