package dev.slipway.lint.rules;

import dev.slipway.dockerfile.RunMount;
import dev.slipway.dockerfile.SecretMount;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.shell.ShellCommand;
import dev.slipway.lint.shell.ShellWord;
import dev.slipway.lint.stage.RunStep;
import dev.slipway.lint.stage.Stages;
import java.util.Locale;

/// A password or token stands in a command.
public final class SecretInCommand implements Rule {
  private static final Description ABOUT =
      new Description(
          "SecretInCommand",
          Kind.SECURITY,
          Level.ERROR,
          "A password or token stands in a command",
          "Commands stay in the image's history, and what they write stays in its layers");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (RunStep step : Stages.of(subject).runs()) {
      for (ShellCommand command : step.commands()) {
        for (ShellWord word : command.words()) {
          if (hasCredentials(word.text()) && !readsSecret(step, word)) {
            findings.add(
                step.span(word),
                "there are credentials in this command",
                "mount them: RUN --mount=type=secret,id=NAME,env=TOKEN ...");
          }
        }
      }
    }
  }

  private static boolean readsSecret(RunStep step, ShellWord word) {
    for (RunMount mount : step.mounts()) {
      if (mount instanceof SecretMount secret) {
        String variable = secret.variable();
        if (word.text().contains("/run/secrets/")
            || (variable != null && word.text().contains(variable))) {
          return true;
        }
      }
    }
    return false;
  }

  /// `https://user:password@host`, with a variable or not, and `Authorization` headers.
  private static boolean hasCredentials(String text) {
    int scheme = text.indexOf("://");
    if (scheme > 0) {
      int end = scheme + 3;
      while (end < text.length() && "/ \"'".indexOf(text.charAt(end)) < 0) {
        end++;
      }
      String authority = text.substring(scheme + 3, end);
      int at = authority.indexOf('@');
      boolean http =
          text.startsWith("http", Math.max(0, scheme - 5))
              || text.startsWith("http", Math.max(0, scheme - 4));
      if (at > 0
          && http
          && ((authority.indexOf(':') >= 0 && authority.indexOf(':') < at)
              || authority.startsWith("$"))) {
        return true;
      }
    }
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.startsWith("authorization:") || lower.startsWith("private-token:");
  }
}
