package dev.slipway.lint.rules;

import dev.slipway.dockerfile.ignore.IgnoreRules;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoProject;
import dev.slipway.lint.stage.Stages;

/// A file that the program embeds is left out by .dockerignore.
public final class EmbeddedFileIgnored implements Rule {
  private static final Description ABOUT =
      new Description(
          "EmbeddedFileIgnored",
          Kind.CORRECTNESS,
          Level.ERROR,
          "A file that the program embeds is left out by .dockerignore",
          "The build stops: pattern ...: no matching files found");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    IgnoreRules ignored = subject.project().ignored();
    for (String path : GoProject.of(subject).embedded()) {
      int star = path.indexOf('*');
      int slash = path.lastIndexOf('/', star < 0 ? 0 : star);
      String plain = star < 0 ? path : slash < 0 ? "" : path.substring(0, slash);
      boolean lost =
          plain.isEmpty()
              ? allLost(subject, path, ignored)
              : ignored.excludes(plain) && subject.project().exists(plain);
      if (lost) {
        findings.add(
            Stages.of(subject).last().stage().from().span(),
            "//go:embed needs " + path + ", and .dockerignore leaves it out",
            "add !" + path + " to .dockerignore");
      }
    }
  }

  /// `*.html` in the module's own directory.
  private static boolean allLost(Subject subject, String pattern, IgnoreRules ignored) {
    String end = pattern.substring(pattern.indexOf('*') + 1);
    boolean found = false;
    for (String file : subject.project().list()) {
      if (file.endsWith(end) && !file.contains("/")) {
        found = true;
        if (!ignored.excludes(file)) {
          return false;
        }
      }
    }
    return found;
  }
}
