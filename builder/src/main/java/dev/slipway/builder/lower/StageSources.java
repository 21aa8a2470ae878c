package dev.slipway.builder.lower;

import dev.slipway.builder.NamedContext;
import dev.slipway.builder.graph.CopyInput;
import dev.slipway.builder.graph.CopyOptions;
import dev.slipway.builder.graph.CopySource;
import dev.slipway.builder.graph.Step;
import dev.slipway.builder.graph.Step.BaseImage;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.StageLookup;
import dev.slipway.dockerfile.Word;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReference;
import dev.slipway.image.ImageReferenceException;
import dev.slipway.image.Platform;
import dev.slipway.registry.RegistryException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a name in `--from` and in a mount's `from` means: a named context, an earlier stage by name
/// or number, or an image.
final class StageSources {
  private final Dockerfile file;
  private final StageLookup lookup;
  private final BaseImages store;
  private final MainContext main;
  private final Map<String, NamedContext> contexts;
  private final Function<Stage, Step> results;
  private final Function<Stage, Optional<Platform>> platforms;
  private final LoweringObserver observer;
  private final Map<String, BaseImage> images = new HashMap<>();
  private final Map<NamedContext, Step> fetchedSteps = new HashMap<>();
  private boolean mainShown;
  private final List<Vertex> vertices = new ArrayList<>();

  /// @param results what a stage ends with
  /// @param platforms what a stage asks for, where it or the build does
  StageSources(
      Dockerfile file,
      BaseImages store,
      LoweringInput input,
      Function<Stage, Step> results,
      Function<Stage, Optional<Platform>> platforms,
      LoweringObserver observer) {
    this.file = file;
    this.lookup = new StageLookup(file.stages());
    this.store = store;
    this.main = input.context();
    this.contexts = input.contexts();
    this.results = results;
    this.platforms = platforms;
    this.observer = observer;
  }

  StageLookup lookup() {
    return lookup;
  }

  LoweringObserver observer() {
    return observer;
  }

  /// The steps of images that only copies and mounts name.
  List<Vertex> vertices() {
    return vertices;
  }

  @Nullable NamedContext context(String name) {
    return contexts.get(name);
  }

  /// What a copy reads that names nothing; the step that brings it stands before all others.
  CopySource main(Stage current) {
    if (main instanceof MainContext.Fetched(var input, var step) && !mainShown) {
      mainShown = true;
      vertices.add(new Vertex(step, FetchedContexts.title(input), current.from()));
    }
    return main.copied();
  }

  /// What a copy reads.
  CopySource copied(Stage current, Word from) {
    return context(from.text()) instanceof NamedContext.Directory(var path)
        ? new CopySource.Directory(path)
        : new CopySource.Files(step(current, from));
  }

  /// The step whose files a mount shows.
  Step step(Stage current, Word from) {
    return switch (context(from.text())) {
      case NamedContext.Directory directory -> files(directory);
      case NamedContext.ImageName(var reference) -> image(current, reference, from.span());
      case NamedContext.Fetched fetched -> files(current, fetched);
      case NamedContext.Loaded(var name, var image) -> loaded(current, name, image);
      case NamedContext.StageName(var name) -> results.apply(earlier(current, name, from.span()));
      case NamedContext.Layout layout -> throw unresolved(layout);
      case null -> {
        Optional<Stage> stage = named(current, from);
        yield stage.isPresent()
            ? results.apply(stage.get())
            : image(current, reference(from.text(), from.span()), from.span());
      }
    };
  }

  /// All files of a directory, as a root.
  static Step files(NamedContext.Directory directory) {
    return new Step.Copy(
        new Step.Scratch(),
        new CopySource.Directory(directory.path()),
        List.of(new CopyInput.Exact("/")),
        "/",
        CopyOptions.COPY,
        false);
  }

  /// All files of what is fetched, as a root.
  Step files(Stage current, NamedContext.Fetched fetched) {
    Step known = fetchedSteps.get(fetched);
    if (known != null) {
      return known;
    }
    CopyInput input =
        FetchedContexts.input(fetched.source())
            .orElseThrow(() -> new IllegalArgumentException("not fetched: " + fetched));
    Step step = FetchedContexts.step(input);
    fetchedSteps.put(fetched, step);
    vertices.add(new Vertex(step, FetchedContexts.title(input), current.from()));
    return step;
  }

  /// The stage that `target:NAME` stands for.
  Stage earlier(Stage current, String name, Span span) {
    Stage stage =
        lookup
            .named(name)
            .or(() -> StageNames.byNumber(file, name))
            .orElseThrow(() ->
                Lowering.error(
                    span,
                    "target stage \"" + name + "\" could not be found",
                    "--build-context NAME=target:STAGE names a stage of this file"));
    if (stage.index() >= current.index()) {
      throw Lowering.error(
          span,
          "stage \""
              + name
              + "\" needs to be defined before current stage \""
              + current.title()
              + "\"",
          "move that stage up");
    }
    return stage;
  }

  private Step loaded(Stage current, String name, Image image) {
    BaseImage known = known(name, image);
    if (known != null) {
      return known;
    }
    BaseImage step = remembered(name, image);
    vertices.add(new Vertex(step, "FROM " + name, current.from()));
    return step;
  }

  static IllegalStateException unresolved(NamedContext.Layout layout) {
    return new IllegalStateException("an image is taken from its layout before: " + layout);
  }

  private Step image(Stage current, ImageReference reference, Span span) {
    String full = reference.withDefaultTag().full();
    Image image = find(reference, span, platforms.apply(current).orElse(null));
    BaseImage known = known(full, image);
    if (known != null) {
      return known;
    }
    observer.finds(span, reference.familiar(), image.config(), null);
    BaseImage step = remembered(full, image);
    vertices.add(new Vertex(step, "FROM " + full, current.from()));
    return step;
  }

  /// However often an image is named, it is one step.
  BaseImage remembered(String name, Image image) {
    var step = new BaseImage(name, image);
    images.put(key(name, image), step);
    return step;
  }

  /// Null where no stage has shown the image yet.
  @Nullable BaseImage known(String name, Image image) {
    return images.get(key(name, image));
  }

  /// A name stands for an image of each platform.
  private static String key(String name, Image image) {
    return name + " " + image.config().platform();
  }

  private Optional<Stage> named(Stage current, Word from) {
    Optional<Stage> stage = anywhere(from);
    stage.ifPresent(found -> checkOrder(current, found, from));
    return stage;
  }

  /// The stage that a name stands for, also where that comes later or is the stage itself.
  Optional<Stage> anywhere(Word from) {
    if (context(from.text()) != null) {
      return Optional.empty();
    }
    Optional<Stage> stage = lookup.named(from.text());
    if (stage.isEmpty() && from.text().matches("[0-9]+")) {
      stage = StageNames.byNumber(file, from.text());
      if (stage.isEmpty()) {
        throw Lowering.error(
            from.span(),
            "invalid stage index " + from.text(),
            "the file has " + file.stages().size() + " stages, numbered from 0");
      }
    }
    return stage;
  }

  private static void checkOrder(Stage current, Stage found, Word from) {
    if (found.index() == current.index()) {
      throw circular(found, from);
    }
    if (found.index() > current.index()) {
      throw Lowering.error(
          from.span(),
          "cannot copy from stage \""
              + from.text()
              + "\", it needs to be defined before current stage \""
              + current.title()
              + "\"",
          "move that stage up");
    }
  }

  static DockerfileException circular(Stage stage, Word from) {
    return Lowering.error(
        from.span(),
        "circular dependency detected on stage: " + stage.title(),
        "copy from another stage");
  }

  static ImageReference reference(String name, Span span) {
    try {
      return ImageReference.parse(name);
    } catch (ImageReferenceException mistake) {
      throw Lowering.error(
          span,
          "failed to parse stage name \"" + name + "\": " + mistake.getMessage(),
          mistake.hint());
    }
  }

  Image find(ImageReference reference, Span span, @Nullable Platform platform) {
    try {
      return store.find(reference, platform).orElseThrow(() -> missing(reference, span));
    } catch (RegistryException refused) {
      String remedy = refused.hint() == null ? "check the image's name" : refused.hint();
      throw Lowering.error(
          span,
          reference.familiar()
              + ": failed to resolve source metadata for "
              + reference.withDefaultTag().full()
              + ": "
              + refused.getMessage(),
          StageNames.nearest(file, reference.familiarName(), span)
              .map(near -> "did you mean the stage " + near + "? Else " + remedy)
              .orElse(remedy));
    }
  }

  private RuntimeException missing(ImageReference reference, Span span) {
    String load = "load the image with `slipway load`, or build it under this name";
    return Lowering.error(
        span,
        reference.familiar()
            + ": failed to resolve source metadata for "
            + reference.withDefaultTag().full()
            + ": not found",
        StageNames.nearest(file, reference.familiarName(), span)
            .map(near -> "did you mean the stage " + near + "? Else " + load)
            .orElse(load));
  }
}
