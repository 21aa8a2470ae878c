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
import dev.slipway.lint.go.GoCommand;
import dev.slipway.lint.stage.RunStep;

/// Flags of go build that do nothing any more, or compile everything anew.
public final class ObsoleteBuildFlags implements Rule {
  private static final Description ABOUT =
      new Description(
          "ObsoleteBuildFlags",
          Kind.CLARITY,
          Level.NOTE,
          "Flags of go build that do nothing any more, or compile everything anew",
          "Since modules and the build cache, -a and -installsuffix only cost time; without cgo, netgo changes nothing");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (GoCommand command : GoCommand.all(subject)) {
      if (!command.compiles()) {
        continue;
      }
      for (String name : new String[] {"a", "installsuffix"}) {
        tell(command, name, findings);
      }
      boolean netgo = command.value("tags").equals("netgo");
      if (netgo && command.isWithoutCgo()) {
        tell(command, "tags", findings);
      }
    }
  }

  private static void tell(GoCommand command, String name, Findings findings) {
    GoCommand.Flag flag = command.flag(name);
    if (flag != null) {
      RunStep step = command.step();
      Span span = step.span(flag.first()).to(step.span(flag.last()));
      String shown = "-" + name + (name.equals("a") ? "" : " " + flag.value());
      Fix fix =
          step.text() == null || span.startLine() != span.endLine()
              ? null
              : Fix.of(
                  "leave out " + shown,
                  new Edit(
                      new Span(
                          span.startLine(),
                          span.startColumn(),
                          span.endLine(),
                          span.endColumn() + (followedByBlank(step, flag) ? 1 : 0)),
                      ""));
      findings.add(span, shown + " has no use here", "leave it out", fix);
    }
  }

  private static boolean followedByBlank(RunStep step, GoCommand.Flag flag) {
    String text = step.text() == null ? "" : step.text().text();
    int end = flag.last().end();
    return end < text.length() && text.charAt(end) == ' ';
  }
}
