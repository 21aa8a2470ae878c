package dev.slipway.lint.rules;

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

/// Go.mod asks for a newer Go than the base has.
public final class OldToolchain implements Rule {
  private static final Description ABOUT =
      new Description(
          "OldToolchain",
          Kind.CORRECTNESS,
          Level.ERROR,
          "go.mod asks for a newer Go than the base has",
          "The build stops: go.mod requires go >= ... (running go ...; GOTOOLCHAIN=local)");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    String wanted = GoProject.of(subject).version();
    for (StageView stage : Stages.of(subject).all()) {
      Base base = stage.base();
      if (stage.parent() != null
          || !base.isGolang()
          || !GoVersion.isBefore(base.version(), wanted)
          || GoVersion.isBefore(wanted, "1.21")) {
        continue;
      }
      Span span = stage.stage().from().image().span();
      String better = base.reference().replace(":" + base.version(), ":" + GoVersion.minor(wanted));
      Fix fix =
          stage.stage().from().image().hasVariables() || !base.digest().isEmpty()
              ? null
              : Fix.of("use the Go that go.mod asks for", new Edit(span, better));
      findings.add(
          span,
          "go.mod says go " + wanted + ", and the base has Go " + base.version(),
          "write " + better,
          fix);
    }
  }
}
