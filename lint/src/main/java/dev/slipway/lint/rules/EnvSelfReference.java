package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Assignment;
import dev.slipway.dockerfile.Env;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.stage.Stages;
import dev.slipway.lint.stage.Step;
import java.util.TreeSet;

/// ENV uses a variable that the same ENV sets.
public final class EnvSelfReference implements Rule {
  private static final Description ABOUT =
      new Description(
          "EnvSelfReference",
          Kind.CORRECTNESS,
          Level.ERROR,
          "ENV uses a variable that the same ENV sets",
          "Values are filled in before the instruction: it sees the old one");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (Step step : Stages.of(subject).steps()) {
      if (!(step.instruction() instanceof Env env)) {
        continue;
      }
      var names = new TreeSet<String>();
      for (Assignment each : env.assignments()) {
        for (String name : names) {
          if (step.scope().variables().get(name) == null
              && (each.value().text().contains("${" + name + "}")
                  || each.value().text().contains("$" + name + "/")
                  || each.value().text().endsWith("$" + name))) {
            findings.add(
                each.value().span(),
                name + " is set by this same ENV, and not yet seen here",
                "put it in an ENV of its own, above");
          }
        }
        names.add(each.name().text());
      }
    }
  }
}
