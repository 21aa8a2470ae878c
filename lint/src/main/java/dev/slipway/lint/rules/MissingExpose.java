package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Expose;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Fix;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoProject;
import dev.slipway.lint.stage.StageView;
import dev.slipway.lint.stage.Stages;
import dev.slipway.lint.stage.Writing;
import java.util.List;

/// The port that the program listens on is not exposed.
public final class MissingExpose implements Rule {
  private static final Description ABOUT =
      new Description(
          "MissingExpose",
          Kind.CLARITY,
          Level.NOTE,
          "The port that the program listens on is not exposed",
          "EXPOSE tells people, and run -P, which port to publish");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    StageView last = Stages.of(subject).last();
    Instruction start = ShippedStart.of(last);
    List<Integer> ports = GoProject.of(subject).ports();
    if (start == null
        || ports.isEmpty()
        || last.last(Expose.class) != null
        || GoProject.of(subject).mains().size() > 1
        || start.span().startLine() < last.stage().from().span().startLine()) {
      return;
    }
    var line = new StringBuilder("EXPOSE");
    for (int port : ports) {
      line.append(' ').append(port);
    }
    findings.add(
        start.span(),
        "the sources listen on "
            + line.substring("EXPOSE ".length())
            + ", and the image does not say so",
        "add " + line,
        Fix.of(
            "say which port the program listens on",
            Writing.of(subject).before(start, line.toString())));
  }
}
