package dev.slipway.lint.rules;

import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.config.IgnoreComment;

/// A comment leaves out a rule without a reason, or one that there is not.
public final class IgnoreReason implements Rule {
  private static final Description ABOUT =
      new Description(
          "IgnoreReason",
          Kind.CLARITY,
          Level.WARNING,
          "A comment leaves out a rule without a reason, or one that there is not",
          "Whoever reads it later has to know whether it still holds");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (IgnoreComment comment : IgnoreComment.of(subject)) {
      for (String name : comment.rules()) {
        if (!Rules.isKnown(name)) {
          findings.add(
              comment.span(), "no rule is called " + name, "'slipway lint --rules' lists them");
        }
      }
      if (comment.reason().isEmpty()) {
        findings.add(
            comment.span(),
            "the reason is missing",
            "write it behind the rule: # slipway ignore="
                + String.join(",", comment.rules())
                + " because ...");
      }
    }
  }
}
