package dev.slipway.lint.rules;

import dev.slipway.lint.ProjectFiles;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoProject;

/// An ignore file for a project that has none: what no build needs, as far as it is not embedded.
public final class DefaultIgnore {
  private DefaultIgnore() {}

  /// Its text.
  public static String text(Subject subject) {
    return text(subject.project(), GoProject.of(subject));
  }

  /// The same from the project alone.
  public static String text(ProjectFiles files, GoProject project) {
    var text = new StringBuilder();
    text.append(".git\n.gitignore\n.dockerignore\nDockerfile*\n*.Dockerfile\n");
    text.append("compose*.yaml\ndocker-compose*.yml\n.env\n.env.*\n.idea\n.vscode\n");
    if (project.isThere()) {
      text.append("*.test\n*.out\ncoverage.*\n");
      if (!uses(project, "md")) {
        text.append("*.md\n");
      }
      if (!files.exists("bin/.keep") && !uses(project, "bin/") && files.exists("bin")) {
        text.append("bin\n");
      }
    }
    return text.toString();
  }

  private static boolean uses(GoProject project, String part) {
    for (String path : project.embedded()) {
      if (path.contains(part) || path.endsWith("*") || path.endsWith(".")) {
        return true;
      }
    }
    for (String path : project.runtimeFiles()) {
      if (path.contains(part)) {
        return true;
      }
    }
    return false;
  }
}
