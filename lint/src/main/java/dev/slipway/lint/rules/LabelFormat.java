package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Assignment;
import dev.slipway.dockerfile.Label;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.stage.Stages;
import dev.slipway.lint.stage.Step;

/// A label whose name or value is not in its format.
public final class LabelFormat implements Rule {
  private static final Description ABOUT =
      new Description(
          "LabelFormat",
          Kind.CLARITY,
          Level.WARNING,
          "A label whose name or value is not in its format",
          "Programs that read the standard labels do not understand it");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (Step step : Stages.of(subject).steps()) {
      if (step.instruction() instanceof Label label) {
        for (Assignment each : label.assignments()) {
          String name = step.scope().expand(each.name());
          String value = step.scope().expand(each.value());
          String wrong = wrong(name, value, each.value().hasVariables());
          if (!wrong.isEmpty()) {
            findings.add(
                each.name().span(), wrong, "see the annotations of the OCI image specification");
          }
        }
      }
    }
  }

  private static String wrong(String name, String value, boolean open) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= '0' && c <= '9')
              || c == '.'
              || c == '-'
              || c == '_'
              || c == '/';
      if (!plain) {
        return "the label "
            + name
            + " has characters other than small letters, digits, dots and dashes";
      }
    }
    if (name.startsWith("com.docker.")
        || name.startsWith("io.docker.")
        || name.startsWith("org.dockerproject.")) {
      return name + " is a name that Docker keeps for itself";
    }
    if (open || !name.startsWith("org.opencontainers.image.")) {
      return "";
    }
    return switch (name.substring("org.opencontainers.image.".length())) {
      case "url", "documentation", "source" ->
          value.contains("://") ? "" : value + " is no address";
      case "created" -> isTime(value) ? "" : value + " is no time of RFC 3339";
      case "title", "version", "authors", "licenses", "description", "vendor" ->
          value.isBlank() ? name + " is empty" : "";
      default -> "";
    };
  }

  private static boolean isTime(String value) {
    try {
      java.time.OffsetDateTime.parse(value);
      return true;
    } catch (java.time.format.DateTimeParseException _) {
      return false;
    }
  }
}
