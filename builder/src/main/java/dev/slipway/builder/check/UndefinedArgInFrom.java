package dev.slipway.builder.check;

import dev.slipway.dockerfile.From;
import dev.slipway.dockerfile.Suggestion;
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
    for (String name : new TreeSet<>(expansion.missing())) {
      if (globals.get(name) == null && !declared.contains(name)) {
        String near = findings.areMany() ? null : NearestName.of(name, known(declared, globals));
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

  private static Set<String> known(Set<String> declared, Variables globals) {
    var known = new TreeSet<>(globals.names(Suggestion.MOST_NAMES));
    for (String name : declared) {
      if (known.size() >= Suggestion.MOST_NAMES) {
        break;
      }
      known.add(name);
    }
    return known;
  }
}
