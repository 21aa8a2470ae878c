package dev.slipway.builder.lower;

import dev.slipway.builder.NamedContext;
import dev.slipway.builder.graph.Step;
import dev.slipway.builder.graph.Step.BaseImage;
import dev.slipway.builder.graph.Step.Scratch;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.From;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.OnBuild;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.Variables;
import dev.slipway.image.ContainerConfig;
import dev.slipway.image.Image;
import dev.slipway.image.ImageConfig;
import dev.slipway.image.ImageReference;
import dev.slipway.image.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a stage begins with: `FROM`.
final class StageStart {
  private final Lowering lowering;
  private final Dockerfile file;
  private final StageSources sources;
  private final GlobalVariables globals;
  private final LoweringInput input;

  StageStart(
      Lowering lowering,
      Dockerfile file,
      StageSources sources,
      GlobalVariables globals,
      LoweringInput input) {
    this.lowering = lowering;
    this.file = file;
    this.sources = sources;
    this.globals = globals;
    this.input = input;
  }

  /// A stage before its own instructions.
  ///
  /// @param triggers the texts of the base's `ONBUILD`s, which run first
  record Begun(StageState state, List<String> triggers) {
    /// Copies the triggers.
    Begun {
      triggers = List.copyOf(triggers);
    }
  }

  Begun begin(Stage stage) {
    From from = stage.from();
    Platform wanted = BaseNames.platform(from, globals.variables());
    String name = BaseNames.image(from, globals.variables());
    NamedContext context = context(stage, name);
    if (context != null) {
      return onContext(stage, context, wanted);
    }
    Optional<Stage> earlier = sources.lookup().namedBefore(stage.index(), name);
    if (earlier.isPresent()) {
      return continued(stage, earlier.get());
    }
    if (name.equals("scratch")) {
      return new Begun(scratch(new Scratch(), titles(stage, false)), List.of());
    }
    ImageReference reference = StageSources.reference(name, from.image().span());
    return onImage(
        stage,
        reference.familiar(),
        reference.withDefaultTag().full(),
        find(stage, reference),
        wanted);
  }

  /// In the place of a stage whose `FROM` has a mistake: nothing, so that what follows is looked
  /// at.
  Begun unknown(Stage stage) {
    return new Begun(scratch(new Scratch(), titles(stage, false)), List.of());
  }

  /// Whether a named context stands in the place of the whole stage.
  boolean isReplaced(Stage stage) {
    return replacement(stage) != null;
  }

  private @Nullable NamedContext replacement(Stage stage) {
    return stage.from().name() == null ? null : sources.context(stage.from().name().text());
  }

  private @Nullable NamedContext context(Stage stage, String name) {
    NamedContext own = replacement(stage);
    return own != null ? own : sources.context(name);
  }

  private Begun onContext(Stage stage, NamedContext context, @Nullable Platform wanted) {
    return switch (context) {
      case NamedContext.Directory directory ->
          new Begun(scratch(StageSources.files(directory), titles(stage, false)), List.of());
      case NamedContext.Fetched fetched ->
          new Begun(scratch(sources.files(stage, fetched), titles(stage, false)), List.of());
      case NamedContext.ImageName(var reference) ->
          onImage(
              stage,
              reference.familiar(),
              reference.withDefaultTag().full(),
              find(stage, reference),
              wanted);
      case NamedContext.Loaded(var name, var image) -> onImage(stage, name, name, image, wanted);
      case NamedContext.StageName(var name) ->
          continued(stage, sources.earlier(stage, name, stage.from().image().span()));
      case NamedContext.Layout layout -> throw StageSources.unresolved(layout);
    };
  }

  private Image find(Stage stage, ImageReference reference) {
    return sources.find(reference, stage.from().image().span(), lowering.asked(stage).orElse(null));
  }

  private StepTitles titles(Stage stage, boolean fromImage) {
    StepTitles titles = StepTitles.of(file, stage, fromImage);
    return input.isOneOfSeveral() ? titles.on(lowering.platform(stage)) : titles;
  }

  /// A stage of this file gives its `ONBUILD`s to the stages on it, not to the image.
  private Begun continued(Stage stage, Stage earlier) {
    StageState before = lowering.stage(earlier);
    sources.observer().continues(stage, earlier);
    var triggers = new ArrayList<String>();
    for (Instruction instruction : earlier.instructions()) {
      if (instruction instanceof OnBuild onBuild) {
        triggers.add(onBuild.trigger());
      }
    }
    return new Begun(before.asBase(titles(stage, false).with(triggers.size())), triggers);
  }

  private StageState scratch(Step files, StepTitles titles) {
    var state =
        new StageState(
            files,
            ImageConfig.scratch(input.platform()),
            ContainerConfig.EMPTY.withWorkingDir("/"),
            GrowingSettings.NONE,
            "",
            Variables.EMPTY,
            DeclaredArguments.NONE,
            Trail.empty(),
            Trail.empty(),
            titles,
            false);
    return state.withEnvironment("PATH", Lowering.DEFAULT_PATH);
  }

  /// @param name what messages call the image
  /// @param full what it is one step by
  private Begun onImage(
      Stage stage, String name, String full, Image image, @Nullable Platform wanted) {
    From from = stage.from();
    sources.observer().finds(from.span(), name, image.config(), wanted);
    boolean foreign = !input.platform().equals(input.machine());
    checkPlatform(from, name, image, wanted == null && foreign ? input.platform() : wanted);
    ContainerConfig config = image.config().config();
    StepTitles titles = titles(stage, true).with(config.onBuild().size());
    StageState state = withPath(state(image, config, titles));
    BaseImage known = sources.known(full, image);
    StageState begun =
        known == null
            ? state.withBase(sources.remembered(full, image), full, from)
            : state.withBase(known);
    return new Begun(begun, config.onBuild());
  }

  private static StageState state(Image image, ContainerConfig config, StepTitles titles) {
    Variables variables = Variables.EMPTY;
    for (String variable : config.env()) {
      int equals = variable.indexOf('=');
      variables =
          equals < 0
              ? variables.with(variable, "")
              : variables.with(variable.substring(0, equals), variable.substring(equals + 1));
    }
    return new StageState(
        new Scratch(),
        image.config(),
        GrowingSettings.others(config),
        GrowingSettings.of(config),
        image.config().author(),
        variables,
        DeclaredArguments.NONE,
        Trail.empty(),
        Trail.empty(),
        titles,
        false);
  }

  /// Every image has a `PATH`.
  private static StageState withPath(StageState state) {
    return state.variables().get("PATH") == null
        ? state.withEnvironment("PATH", Lowering.DEFAULT_PATH)
        : state;
  }

  /// As in Docker, a stage or `scratch` has the build's platform, whatever `--platform` says.
  private static void checkPlatform(
      From from, String name, Image image, @Nullable Platform wanted) {
    if (wanted == null || image.config().platform().equals(wanted)) {
      return;
    }
    if (!image.config().platform().runsOn(wanted)) {
      throw Lowering.error(
          from.platform() == null ? from.span() : from.platform().span(),
          name
              + ": no match for platform "
              + wanted.format()
              + ": the image is for "
              + image.config().platform().format(),
          "load the image for " + wanted.format() + ", or leave --platform out");
    }
  }
}
