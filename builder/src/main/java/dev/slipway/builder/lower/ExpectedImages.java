package dev.slipway.builder.lower;

import dev.slipway.builder.NamedContext;
import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.MountFlag;
import dev.slipway.dockerfile.Run;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.Variables;
import dev.slipway.image.ImageReference;
import dev.slipway.image.ImageReferenceException;
import dev.slipway.image.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The images that stages will ask for, as far as the text alone tells. What is wrong with it is
/// left to the lowering to say.
final class ExpectedImages {
  private final StageSources sources;
  private final Variables globals;
  private final List<BaseImages.Expected> expected = new ArrayList<>();

  private ExpectedImages(StageSources sources, Variables globals) {
    this.sources = sources;
    this.globals = globals;
  }

  /// @param platforms what a stage asks for, where it or the build does
  static List<BaseImages.Expected> of(
      List<Stage> stages,
      StageSources sources,
      Variables globals,
      Function<Stage, Optional<Platform>> platforms) {
    var images = new ExpectedImages(sources, globals);
    for (Stage stage : stages) {
      try {
        images.add(stage, platforms.apply(stage));
      } catch (DockerfileException mistake) {
        // The lowering meets it too.
      }
    }
    return images.expected;
  }

  private void add(Stage stage, Optional<Platform> platform) {
    if (stage.from().name() != null && sources.context(stage.from().name().text()) != null) {
      return; // Something else stands in the place of the whole stage.
    }
    String base = BaseNames.image(stage.from(), globals);
    if (!base.equals("scratch") && sources.lookup().namedBefore(stage.index(), base).isEmpty()) {
      add(base, platform);
    }
    for (Instruction instruction : stage.instructions()) {
      for (String name : names(instruction)) {
        if (sources.lookup().named(name).isEmpty() && !name.matches("[0-9]*")) {
          add(name, platform);
        }
      }
    }
  }

  private static List<String> names(Instruction instruction) {
    if (instruction instanceof Copy copy && copy.from() != null) {
      return List.of(copy.from().text());
    }
    if (instruction instanceof Run run) {
      return run.mountFlags().stream()
          .flatMap(mount -> mount.options().stream())
          .filter(option -> option.key().equals("from") && option.value() != null)
          .map(MountFlag.Option::value)
          .filter(from -> !from.hasVariables())
          .map(from -> from.text())
          .toList();
    }
    return List.of();
  }

  private void add(String name, Optional<Platform> platform) {
    try {
      NamedContext context = sources.context(name);
      if (context == null) {
        add(ImageReference.parse(name), platform);
      } else if (context instanceof NamedContext.ImageName(var reference)) {
        add(reference, platform);
      }
    } catch (ImageReferenceException mistake) {
      // The lowering meets it too.
    }
  }

  private void add(ImageReference reference, Optional<Platform> platform) {
    expected.add(new BaseImages.Expected(reference, platform.orElse(null)));
  }
}
