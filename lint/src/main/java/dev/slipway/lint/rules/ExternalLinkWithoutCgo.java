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
import dev.slipway.lint.go.GoProject;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// The C linker links a program that has no C in it.
public final class ExternalLinkWithoutCgo implements Rule {
  private static final Description ABOUT =
      new Description(
          "ExternalLinkWithoutCgo",
          Kind.CORRECTNESS,
          Level.ERROR,
          "The C linker links a program that has no C in it",
          "Such a program of Go 1.19 dies at once with SIGTRAP; without cgo it is static by itself");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    GoProject project = GoProject.of(subject);
    for (GoCommand command : GoCommand.all(subject)) {
      GoCommand.Flag flags = command.flag("ldflags");
      if (flags == null
          || !flags.value().contains("-linkmode")
          || !flags.value().contains("external")) {
        continue;
      }
      boolean user = project.usesUserLookup() && !command.hasTag("osusergo");
      boolean network = project.usesNetwork() && !command.hasTag("netgo");
      boolean pure = project.isThere() && !project.needsCgo() && !user && !network;
      if (command.isWithoutCgo() || pure) {
        findings.add(
            command.step().span(flags.first()),
            command.isWithoutCgo()
                ? "the external linker is asked for, and cgo is off"
                : "nothing in this program uses C, and the external linker is asked for",
            "set CGO_ENABLED=0 and leave -linkmode out: the program is static by itself",
            fix(command, flags));
      }
    }
  }

  private static @Nullable Fix fix(GoCommand command, GoCommand.Flag flags) {
    if (command.step().text() == null
        || !flags.first().equals(flags.last())
        || flags.value().contains("'")
        || flags.value().contains("$(")) {
      return null;
    }
    String rest =
        flags
            .value()
            .replace("-linkmode external", "")
            .replace("-linkmode=external", "")
            .replace("-extldflags -static", "")
            .replace("-extldflags=-static", "")
            .replace("-extldflags \"-static\"", "")
            .strip();
    if (rest.contains("\"") || rest.contains("-extldflags")) {
      return null;
    }
    var edits = new ArrayList<Edit>();
    edits.add(
        new Edit(
            command.step().span(flags.first()),
            rest.isEmpty() ? "-ldflags=\"-s -w\"" : "-ldflags=\"" + rest + "\""));
    if (!command.isWithoutCgo()) {
      Span at = command.step().span(command.command().words().getFirst());
      edits.add(
          new Edit(
              new Span(at.startLine(), at.startColumn(), at.startLine(), at.startColumn()),
              "CGO_ENABLED=0 "));
    }
    return Fix.of("link without cgo", edits);
  }
}
