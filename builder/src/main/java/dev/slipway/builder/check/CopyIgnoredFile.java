package dev.slipway.builder.check;

import dev.slipway.builder.lower.GoFormat;
import dev.slipway.builder.lower.StageScope;
import dev.slipway.dockerfile.CleanPath;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.check.Findings;
import dev.slipway.dockerfile.check.Rule;
import dev.slipway.dockerfile.ignore.IgnoreRules;
import java.util.List;

/// A source in the context that the ignore file leaves out. Where the ignore file takes something
/// back with `!`, nothing is said.
public final class CopyIgnoredFile {
  /// What it is called.
  public static final Rule RULE =
      Rule.of(
          "CopyIgnoredFile",
          "Attempting to Copy file that is excluded by .dockerignore",
          "copy-ignored-file");

  private CopyIgnoredFile() {}

  /// @param verb `Copy` or `Add`
  static void check(
      Instruction instruction,
      String verb,
      List<Template> sources,
      IgnoreSource ignored,
      StageScope scope,
      Findings findings) {
    IgnoreRules rules = ignored.rules();
    if (rules.isEmpty() || rules.hasExceptions()) {
      return;
    }
    for (Template source : sources) {
      String path = CleanPath.of(source.expand(scope.variables()));
      if (isLeftOut(path, rules)) {
        findings.add(
            RULE,
            instruction,
            "Attempting to "
                + verb
                + " file "
                + GoFormat.quoted(path)
                + " that is excluded by .dockerignore");
      }
    }
  }

  /// The context itself is left out only where everything in it is.
  private static boolean isLeftOut(String path, IgnoreRules rules) {
    if (!path.equals(".") && !path.equals("/")) {
      return rules.excludes(path);
    }
    List<String> patterns = rules.patterns();
    return patterns.contains("*") || patterns.contains("**") || patterns.contains("**/*");
  }
}
