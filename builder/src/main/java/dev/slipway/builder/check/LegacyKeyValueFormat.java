package dev.slipway.builder.check;

import dev.slipway.dockerfile.Assignment;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.check.Findings;
import dev.slipway.dockerfile.check.Rule;
import dev.slipway.dockerfile.check.WrittenKeyword;
import java.util.List;

/// `ENV name value` and `LABEL name value`, without `=`.
public final class LegacyKeyValueFormat {
  /// What it is called.
  public static final Rule RULE =
      Rule.of(
          "LegacyKeyValueFormat",
          "Legacy key/value format with whitespace separator should not be used",
          "legacy-key-value-format");

  private LegacyKeyValueFormat() {}

  static void check(Instruction instruction, List<Assignment> assignments, Findings findings) {
    if (!assignments.isEmpty() && assignments.getFirst().legacy()) {
      String keyword = WrittenKeyword.of(instruction);
      findings.add(
          RULE,
          instruction,
          "\""
              + keyword
              + " key=value\" should be used instead of legacy \""
              + keyword
              + " key value\" format");
    }
  }
}
