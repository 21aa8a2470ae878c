package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Instruction;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoCommand;
import dev.slipway.lint.stage.StageView;
import dev.slipway.lint.stage.Stages;

/// The shipped image has the compiler and the sources in it.
public final class ToolchainShipped implements Rule {
  private static final Description ABOUT =
      new Description(
          "ToolchainShipped",
          Kind.SIZE,
          Level.WARNING,
          "The shipped image has the compiler and the sources in it",
          "A Go program needs neither: the image is a hundred times as large, and every tool in it helps an intruder");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    StageView last = Stages.of(subject).last();
    Instruction start = ShippedStart.of(last);
    boolean toolchain = last.bottom().isGolang() || last.bottom().shortName().equals("rust");
    if (start != null && toolchain && builds(subject)) {
      findings.add(
          last.stage().from().span(),
          "the image that is shipped begins from " + last.bottom().reference(),
          "copy the program into a stage of its own: FROM scratch, COPY --from=build",
          LeanStage.plan(subject, last));
    }
  }

  private static boolean builds(Subject subject) {
    return GoCommand.all(subject).stream().anyMatch(GoCommand::compiles)
        || !ShippedStart.words(
                java.util.Objects.requireNonNull(ShippedStart.of(Stages.of(subject).last())))
            .isEmpty();
  }
}
