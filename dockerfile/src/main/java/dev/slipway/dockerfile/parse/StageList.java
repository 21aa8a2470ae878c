package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.Arg;
import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.From;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Stage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sorts instructions into stages as they come.
final class StageList {
  private final List<Arg> globalArguments = new ArrayList<>();
  private final List<Stage> stages = new ArrayList<>();
  private final List<Instruction> instructions = new ArrayList<>();
  private @Nullable From from;
  private boolean broken;
  private boolean anyBroken;

  void add(Instruction instruction) {
    if (instruction instanceof From next) {
      finishStage();
      from = next;
    } else if (from != null || broken) {
      instructions.add(instruction);
    } else if (instruction instanceof Arg argument) {
      globalArguments.add(argument);
    } else {
      Span span = instruction.span();
      throw new DockerfileException(
          Diagnostic.error(
              span,
              "no build stage in current context",
              "begin with FROM: only ARG may stand before it"));
    }
  }

  /// After a `FROM` with a mistake: what follows belongs to its stage, and is read only for its own
  /// mistakes.
  void addBrokenFrom() {
    finishStage();
    broken = true;
    anyBroken = true;
  }

  /// Whether a `FROM` had a mistake, so that its stage is missing.
  boolean isBroken() {
    return anyBroken;
  }

  private void finishStage() {
    if (from != null) {
      stages.add(new Stage(stages.size(), from, instructions));
    }
    from = null;
    broken = false;
    instructions.clear();
  }

  List<Arg> globalArguments() {
    return globalArguments;
  }

  List<Stage> finished() {
    finishStage();
    return stages;
  }
}
