package dev.slipway.lint.rules;

import dev.slipway.dockerfile.CleanPath;
import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.Template;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.ProjectFiles;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.stage.Stages;
import dev.slipway.lint.stage.Step;
import java.util.ArrayList;
import java.util.List;

/// COPY of a file that is not in the context.
public final class MissingSource implements Rule {
  private static final Description ABOUT =
      new Description(
          "MissingSource",
          Kind.CORRECTNESS,
          Level.ERROR,
          "COPY of a file that is not in the context",
          "The build stops there: not found");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    ProjectFiles files = subject.project();
    if (!files.isKnown()) {
      return;
    }
    boolean some = false;
    var missing = new ArrayList<Template>();
    for (Step step : Stages.of(subject).steps()) {
      if (!(step.instruction() instanceof Copy copy) || copy.from() != null) {
        continue;
      }
      for (Template source : copy.sources()) {
        String path = CleanPath.of(step.scope().expand(source));
        String relative = path.startsWith("/") ? path.substring(1) : path;
        boolean plain =
            !source.hasVariables()
                && !relative.isEmpty()
                && !relative.equals(".")
                && "*?[$".chars().noneMatch(c -> relative.indexOf(c) >= 0);
        if (plain && files.exists(relative)) {
          some = true;
        } else if (plain && !GitIgnore.of(files).covers(relative)) {
          missing.add(source);
        }
      }
    }
    for (Template source : some ? missing : List.<Template>of()) {
      findings.add(
          source.span(),
          source.text() + " is not in the context",
          source.text().contains("go.sum")
              ? "leave go.sum out: the module needs no others"
              : "name a file that is there");
    }
  }
}
