package dev.slipway.lint.rules;

import dev.slipway.dockerfile.From;
import dev.slipway.dockerfile.Span;
import dev.slipway.lint.Description;
import dev.slipway.lint.Edit;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Fix;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoProject;
import dev.slipway.lint.go.GoVersion;
import dev.slipway.lint.stage.Base;
import dev.slipway.lint.stage.StageView;
import dev.slipway.lint.stage.Stages;

/// A base image without a tag, or with the tag latest.
public final class UnpinnedBase implements Rule {
  private static final Description ABOUT =
      new Description(
          "UnpinnedBase",
          Kind.SECURITY,
          Level.WARNING,
          "A base image without a tag, or with the tag latest",
          "The base changes by itself: a build that worked yesterday brings other programs and other weaknesses today");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (StageView stage : Stages.of(subject).all()) {
      Base base = stage.base();
      boolean pinned =
          (!base.tag().isEmpty() && !base.tag().equals("latest")) || !base.digest().isEmpty();
      if (stage.parent() != null || base.isScratch() || !base.known() || pinned) {
        continue;
      }
      From from = stage.stage().from();
      String tag = chosen(subject, base);
      Span span = from.image().span();
      String message = "the base " + base.reference() + " is whatever is newest when it is pulled";
      if (tag.isEmpty() || from.image().hasVariables()) {
        findings.add(span, message, "name a version: " + base.name() + ":VERSION");
      } else {
        String pinnedName = withoutTag(from.image().text()) + ":" + tag;
        findings.add(
            span,
            message,
            "write " + pinnedName,
            Fix.of("pin the base to " + pinnedName, new Edit(span, pinnedName)));
      }
    }
  }

  private static String withoutTag(String reference) {
    return reference.endsWith(":latest")
        ? reference.substring(0, reference.length() - ":latest".length())
        : reference;
  }

  /// Of Go, the version that `go.mod` was written for, or a newer one that is at hand.
  private static String chosen(Subject subject, Base base) {
    if (!base.isGolang()) {
      return atHand(subject, base, "");
    }
    String wanted = GoVersion.minor(GoProject.of(subject).version());
    String there = atHand(subject, base, wanted);
    return there.isEmpty() ? wanted : there;
  }

  private static String atHand(Subject subject, Base base, String least) {
    String best = "";
    for (String image : subject.settings().images()) {
      Base local = Base.of(image, true);
      boolean fits =
          local.name().equals(base.name())
              && !local.version().isEmpty()
              && local.variant().isEmpty();
      boolean enough = least.isEmpty() || !GoVersion.isBefore(local.version(), least);
      boolean nearer =
          best.isEmpty()
              || (least.isEmpty()
                  ? GoVersion.isBefore(best, local.version())
                  : GoVersion.isBefore(local.version(), best));
      if (fits && enough && nearer) {
        best = local.tag();
      }
    }
    return best;
  }
}
