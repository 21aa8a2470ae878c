package dev.slipway.builder.lower;

import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.Variables;
import dev.slipway.image.ImageConfig;
import dev.slipway.image.Platform;
import org.jspecify.annotations.Nullable;

/// Is told what a lowering meets.
public interface LoweringObserver {
  /// Is told and says nothing.
  LoweringObserver NONE = new LoweringObserver() {};

  /// A file, once.
  ///
  /// @param defaults the arguments before the first `FROM` and those that every build has
  /// @param globals the same with what the build was given for them
  default void begins(Dockerfile file, Variables defaults, Variables globals) {}

  /// An image that a stage begins from or copies from.
  ///
  /// @param place where it is named
  /// @param name as it is written
  /// @param wanted the platform asked for, null for that of the build
  default void finds(Span place, String name, ImageConfig image, @Nullable Platform wanted) {}

  /// A stage that begins where an earlier one ends.
  default void continues(Stage stage, Stage earlier) {}

  /// An instruction that could be lowered, of a stage whose base is known.
  ///
  /// @param scope as the instruction finds it
  default void meets(Stage stage, Instruction instruction, StageScope scope) {}

  /// An instruction that an `ONBUILD` of the stage's base has left; it stands in no line of the
  /// file.
  default void meetsTrigger(Stage stage, Instruction instruction, StageScope scope) {}
}
