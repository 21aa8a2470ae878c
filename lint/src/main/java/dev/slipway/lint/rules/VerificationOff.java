package dev.slipway.lint.rules;

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
import java.util.Map;
import java.util.Set;

/// Signatures or certificates are not verified.
public final class VerificationOff implements Rule {
  private static final Description ABOUT =
      new Description(
          "VerificationOff",
          Kind.SECURITY,
          Level.ERROR,
          "Signatures or certificates are not verified",
          "Anyone between here and the server can put other bytes into the image");

  @Override
  public Description about() {
    return ABOUT;
  }

  private static final Map<String, Set<String>> OPTIONS =
      Map.of(
          "apt-get", Set.of("--allow-unauthenticated", "--force-yes"),
          "apt", Set.of("--allow-unauthenticated", "--force-yes"),
          "apk", Set.of("--allow-untrusted"),
          "yum", Set.of("--nogpgcheck"),
          "dnf", Set.of("--nogpgcheck"),
          "zypper", Set.of("--no-gpg-checks"),
          "curl", Set.of("-k", "--insecure"),
          "wget", Set.of("--no-check-certificate"),
          "pip", Set.of("--trusted-host"));

  @Override
  public void look(Subject subject, Findings findings) {
    for (RunStep step : Stages.of(subject).runs()) {
      for (ShellCommand command : step.commands()) {
        for (String option : OPTIONS.getOrDefault(command.name(), Set.of())) {
          ShellWord word = command.find(option);
          if (word != null) {
            findings.add(
                step.span(word),
                option + " accepts what nobody has signed",
                "leave " + option + " out, and add the certificate or key that is missing");
          }
        }
        for (String variable : new String[] {"GOINSECURE", "GONOSUMCHECK", "GOFLAGS"}) {
          String value = command.assigned(variable);
          if (value != null
              && !value.isEmpty()
              && (!variable.equals("GOFLAGS") || value.contains("-insecure"))) {
            findings.add(
                step.span(command),
                variable + " lets modules in that nobody has checked",
                "use GOPRIVATE for private modules: it keeps TLS and go.sum");
          }
        }
      }
    }
  }
}
