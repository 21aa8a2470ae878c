package dev.slipway.builder.lower;

import dev.slipway.dockerfile.Add;
import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Run;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.Variables;
import dev.slipway.dockerfile.Workdir;
import dev.slipway.image.Platform;

/// The titles of a stage's steps: `[build 2/10] RUN true`.
///
/// @param stage empty where the Dockerfile has one stage only
record StepTitles(String stage, int index, int total, char escape) {

  /// @param fromImage whether the base counts as a step, which a stage or `scratch` does not
  static StepTitles of(Dockerfile file, Stage stage, boolean fromImage) {
    boolean only = file.stages().size() == 1;
    long steps =
        stage.instructions().stream()
            .filter(each ->
                each instanceof Run
                    || each instanceof Copy
                    || each instanceof Add
                    || each instanceof Workdir)
            .count();
    return new StepTitles(
        only ? "" : stage.title(),
        1,
        (int) steps + (fromImage ? 1 : 0),
        file.directives().escape());
  }

  /// Of one of several platforms.
  StepTitles on(Platform platform) {
    String named = platform.format() + (stage.isEmpty() ? "" : " " + stage);
    return new StepTitles(named, index, total, escape);
  }

  /// With so many more steps.
  StepTitles with(int triggers) {
    return new StepTitles(stage, index, total + triggers, escape);
  }

  StepTitles next() {
    return new StepTitles(stage, index + 1, total, escape);
  }

  String of(Instruction instruction, Variables variables) {
    return of(instruction.title(escape, variables));
  }

  String of(String text) {
    String number =
        " ".repeat(Integer.toString(total).length() - Integer.toString(index).length()) + index;
    return "[" + (stage.isEmpty() ? "" : stage + " ") + number + "/" + total + "] " + text;
  }
}
