package dev.slipway.dockerfile.check;

import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Stage;

/// Keywords that are not written like most of the file's. `ARG`s before the first `FROM` do not
/// count.
public final class ConsistentInstructionCasing {
  /// What it is called.
  public static final Rule RULE =
      Rule.of(
          "ConsistentInstructionCasing",
          "All commands within the Dockerfile should use the same casing (either upper or lower)",
          "consistent-instruction-casing");

  private ConsistentInstructionCasing() {}

  static void check(Dockerfile file, Findings findings) {
    int majority = 0;
    for (Stage stage : file.stages()) {
      majority += vote(stage.from());
      for (Instruction instruction : stage.instructions()) {
        majority += vote(instruction);
      }
    }
    boolean lower = majority > 0;
    for (Stage stage : file.stages()) {
      check(stage.from(), lower, findings);
      for (Instruction instruction : stage.instructions()) {
        check(instruction, lower, findings);
      }
    }
  }

  private static int vote(Instruction instruction) {
    String keyword = WrittenKeyword.of(instruction);
    return WrittenKeyword.isLower(keyword) ? 1 : WrittenKeyword.isUpper(keyword) ? -1 : 0;
  }

  private static void check(Instruction instruction, boolean lower, Findings findings) {
    String keyword = WrittenKeyword.of(instruction);
    if (lower ? !WrittenKeyword.isLower(keyword) : !WrittenKeyword.isUpper(keyword)) {
      findings.addToFile(
          RULE,
          instruction.span(),
          "Command '"
              + keyword
              + "' should match the case of the command majority ("
              + (lower ? "lowercase" : "uppercase")
              + ")");
    }
  }
}
