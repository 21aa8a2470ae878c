package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Run;
import dev.slipway.dockerfile.User;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Fix;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoCommand;
import dev.slipway.lint.go.GoProject;
import dev.slipway.lint.stage.Scope;
import dev.slipway.lint.stage.StageView;
import dev.slipway.lint.stage.Stages;
import dev.slipway.lint.stage.Step;
import dev.slipway.lint.stage.Writing;
import org.jspecify.annotations.Nullable;

/// The container runs as root.
public final class RootUser implements Rule {
  private static final Description ABOUT =
      new Description(
          "RootUser",
          Kind.SECURITY,
          Level.WARNING,
          "The container runs as root",
          "Whoever breaks out of the program is root in the container, and with a weakness in the kernel on the host");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    StageView last = Stages.of(subject).last();
    Scope end = last.end();
    if (!end.isRoot()
        || (end.user().isEmpty() && last.bottom().hasOrdinaryUser())
        || !last.bottom().known()
        || handsOver(last)) {
      return;
    }
    Instruction start = ShippedStart.of(last);
    User user = last.last(User.class);
    if (user != null && !end.user().isEmpty()) {
      findings.add(
          user,
          "the shipped image runs as " + end.user(),
          "end the stage with a USER that is not root");
    } else if (start != null) {
      findings.add(
          start.span(),
          "the shipped image has no USER, so it runs as root",
          "add 'USER 65532:65532' or a user that the image has",
          fix(subject, last, start));
    }
  }

  /// Whether an entrypoint may go on as another user: the image has a program for just that.
  private static boolean handsOver(StageView last) {
    for (StageView stage : last.chain()) {
      for (Step step : stage.steps()) {
        String text = step.instruction().source();
        boolean brings = step.instruction() instanceof Run || step.instruction() instanceof Copy;
        if (brings && (text.contains("su-exec") || text.contains("gosu"))) {
          return true;
        }
      }
    }
    return false;
  }

  /// Port numbers below 1024 need no root in a container's own network.
  private static @Nullable Fix fix(Subject subject, StageView last, Instruction start) {
    boolean compiles = GoCommand.all(subject).stream().anyMatch(GoCommand::compiles);
    boolean small = last.bottom().isBare() || last.bottom().shortName().equals("alpine");
    boolean own = start.span().startLine() > last.stage().from().span().startLine();
    if (!compiles || !small || !own || GoProject.of(subject).writesFiles()) {
      return null;
    }
    return Fix.of("run as an ordinary user", Writing.of(subject).before(start, "USER 65532:65532"));
  }
}
