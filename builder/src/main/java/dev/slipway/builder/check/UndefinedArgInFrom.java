package dev.slipway.builder.check;

import dev.slipway.dockerfile.From;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.Variables;
import dev.slipway.dockerfile.check.Findings;
import dev.slipway.dockerfile.check.NearestName;
import dev.slipway.dockerfile.check.Rule;
import java.util.Set;
import java.util.TreeSet;

/// A variable in `FROM` that no `ARG` before the first `FROM` declares.
public final class UndefinedArgInFrom {
  /// What it is called.
  public static final Rule RULE =
      Rule.of("UndefinedArgInFrom", "FROM command must use declared ARGs", "undefined-arg-in-from");

  private UndefinedArgInFrom() {}

  /// @param declared the arguments before the first `FROM`, those without a value too
  static void check(
      From from,
      Template.Expansion expansion,
      Set<String> declared,
      Variables globals,
      Findings findings) {
    if (expansion.missing().isEmpty()) {
      return;
    }
    var known = new TreeSet<>(globals.toMap().keySet());
    known.addAll(declared);
    for (String name : new TreeSet<>(expansion.missing())) {
      if (!known.contains(name)) {
        String near = NearestName.of(name, known);
        findings.add(
            RULE,
            from,
            "FROM argument '"
                + name
                + "' is not declared"
                + (near == null ? "" : " (did you mean " + near + "?)"));
      }
    }
  }
}
