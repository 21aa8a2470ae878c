package dev.slipway.lint.rules;

import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.ProjectFiles;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoCommand;

/// Go build asks git about a repository that is copied.
public final class VcsStamping implements Rule {
  private static final Description ABOUT =
      new Description(
          "VcsStamping",
          Kind.CORRECTNESS,
          Level.NOTE,
          "go build asks git about a repository that is copied",
          "The repository belongs to somebody else there, so git refuses it: error obtaining VCS status");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    ProjectFiles files = subject.project();
    boolean there =
        files.exists(".git/HEAD")
            && !files.ignored().excludes(".git")
            && !files.ignored().excludes(".git/HEAD");
    if (!there || !files.hasIgnoreFile()) {
      return;
    }
    for (GoCommand command : GoCommand.all(subject)) {
      if (command.links()
          && !command.has("buildvcs")
          && !command.variable("GOFLAGS").contains("-buildvcs")) {
        findings.add(
            command.step().span(command.command()),
            "the whole repository is copied, and go build asks git about it",
            "put .git into .dockerignore, or add -buildvcs=false",
            GoFlags.add(command, "-buildvcs=false", "do not ask git while compiling"));
        return;
      }
    }
  }
}
