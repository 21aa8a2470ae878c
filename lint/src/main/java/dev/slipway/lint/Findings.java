package dev.slipway.lint;

import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes what one rule finds.
public final class Findings {
  private final Description rule;
  private final Level level;
  private final List<Finding> found = new ArrayList<>();

  /// @param level what its findings weigh
  public Findings(Description rule, Level level) {
    this.rule = rule;
    this.level = level;
  }

  /// Something that a person has to mend.
  public void add(Span span, String message, String remedy) {
    add(span, message, remedy, null);
  }

  /// Something about a whole instruction.
  public void add(Instruction instruction, String message, String remedy) {
    add(instruction.span(), message, remedy, null);
  }

  /// Something with the edits that mend it, where they are known.
  public void add(Span span, String message, String remedy, @Nullable Fix fix) {
    found.add(new Finding(rule, level, span, message, remedy, fix));
  }

  /// In the order of finding.
  public List<Finding> all() {
    return List.copyOf(found);
  }
}
