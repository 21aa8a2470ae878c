package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Copy;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Fix;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.NewFile;
import dev.slipway.lint.ProjectFiles;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.stage.Stages;
import dev.slipway.lint.stage.Step;
import java.util.List;

/// Everything is copied, and there is no .dockerignore.
public final class MissingDockerignore implements Rule {
  private static final Description ABOUT =
      new Description(
          "MissingDockerignore",
          Kind.SPEED,
          Level.WARNING,
          "Everything is copied, and there is no .dockerignore",
          "The whole folder is looked at in each build, and its history and secrets land in the image");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    ProjectFiles files = subject.project();
    if (!files.isKnown() || files.hasIgnoreFile()) {
      return;
    }
    for (Step step : Stages.of(subject).steps()) {
      if (step.instruction() instanceof Copy copy
          && copy.from() == null
          && ModulesBeforeSource.isEverything(copy)) {
        var fix =
            new Fix(
                "leave out what no build needs",
                List.of(),
                new NewFile(".dockerignore", DefaultIgnore.text(subject)));
        findings.add(
            copy.span(),
            "there is no .dockerignore, so everything in the folder is copied",
            "write one: .git, the Dockerfile, test results, secrets",
            fix);
        return;
      }
    }
  }
}
