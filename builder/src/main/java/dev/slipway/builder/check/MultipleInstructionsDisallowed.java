package dev.slipway.builder.check;

import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.check.Findings;
import dev.slipway.dockerfile.check.Rule;
import dev.slipway.dockerfile.check.WrittenKeyword;
import org.jspecify.annotations.Nullable;

/// A second `CMD`, `ENTRYPOINT` or `HEALTHCHECK` in a stage. It points to the one before, which has
/// no effect.
public final class MultipleInstructionsDisallowed {
  /// What it is called.
  public static final Rule RULE =
      Rule.of(
          "MultipleInstructionsDisallowed",
          "Multiple instructions of the same type should not be used in the same stage",
          "multiple-instructions-disallowed");

  private MultipleInstructionsDisallowed() {}

  static void check(@Nullable Span before, Instruction instruction, Findings findings) {
    if (before != null) {
      findings.add(
          RULE,
          before,
          instruction,
          "Multiple "
              + WrittenKeyword.of(instruction)
              + " instructions should not be used in the same stage because only the last one will"
              + " be used");
    }
  }
}
