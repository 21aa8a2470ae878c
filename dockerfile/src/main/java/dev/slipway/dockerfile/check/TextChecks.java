package dev.slipway.dockerfile.check;

import dev.slipway.dockerfile.Arg;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.From;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Maintainer;
import dev.slipway.dockerfile.Stage;
import java.util.HashSet;
import java.util.Set;

/// Makes the checks that a file's text alone decides, in BuildKit's order.
public final class TextChecks {
  private final Dockerfile file;
  private final Findings findings;
  private final boolean descriptions;

  private TextChecks(Dockerfile file, Findings findings) {
    this.file = file;
    this.findings = findings;
    // Comments are read only where somebody may have asked for it.
    descriptions = file.source().text().contains("experimental") || findings.wantExperimental();
  }

  /// Looks at all of a file's stages.
  public static void check(Dockerfile file, Findings findings) {
    var checks = new TextChecks(file, findings);
    checks.continuations();
    checks.instructions();
    Set<String> seen = new HashSet<>();
    for (Stage stage : file.stages()) {
      ReservedStageName.check(stage, findings);
      DuplicateStageName.check(stage, seen, findings);
    }
    ConsistentInstructionCasing.check(file, findings);
  }

  private void continuations() {
    for (Arg global : file.globalArguments()) {
      NoEmptyContinuation.check(file, global, findings);
    }
    for (Stage stage : file.stages()) {
      NoEmptyContinuation.check(file, stage.from(), findings);
      for (Instruction instruction : stage.instructions()) {
        NoEmptyContinuation.check(file, instruction, findings);
      }
    }
  }

  private void instructions() {
    for (Arg global : file.globalArguments()) {
      instruction(global);
    }
    for (Stage stage : file.stages()) {
      from(stage.from());
      for (Instruction instruction : stage.instructions()) {
        instruction(instruction);
      }
    }
  }

  private void from(From from) {
    StageNameWords words = StageNameWords.of(from);
    if (words != null) {
      StageNameCasing.check(from, words, findings);
      FromAsCasing.check(from, words, findings);
    }
    if (descriptions) {
      InvalidDefinitionDescription.check(from, findings);
    }
  }

  private void instruction(Instruction instruction) {
    if (instruction instanceof Maintainer maintainer) {
      MaintainerDeprecated.check(maintainer, findings);
    } else if (descriptions && instruction instanceof Arg arg) {
      InvalidDefinitionDescription.check(arg, findings);
    }
  }
}
