package dev.slipway.lint.rules;

import dev.slipway.dockerfile.SecretMount;
import dev.slipway.dockerfile.SshMount;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoCommand;
import dev.slipway.lint.go.GoModule;
import dev.slipway.lint.go.GoProject;
import dev.slipway.lint.go.ModulePatterns;
import java.util.ArrayList;
import java.util.List;

/// Private modules are downloaded without a secret or an agent.
public final class PrivateModuleAccess implements Rule {
  private static final Description ABOUT =
      new Description(
          "PrivateModuleAccess",
          Kind.CORRECTNESS,
          Level.WARNING,
          "Private modules are downloaded without a secret or an agent",
          "The module proxy cannot see them, and a token in the image would be everyone's");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    GoProject project = GoProject.of(subject);
    if (project.isVendored()) {
      return;
    }
    for (GoCommand command : GoCommand.all(subject)) {
      if (command.verb().equals("mod download") || command.links()) {
        boolean granted =
            command.step().mounts().stream()
                .anyMatch(mount -> mount instanceof SshMount || mount instanceof SecretMount);
        List<String> hidden = hidden(project, command);
        if (!granted && !hidden.isEmpty()) {
          findings.add(
              command.step().span(command.command()),
              hidden.getFirst() + " is a private module, and this step has no way to read it",
              "set GOPRIVATE and mount an agent or a token: RUN --mount=type=ssh, or --mount=type=secret,id=netrc,target=/root/.netrc");
        }
        return;
      }
    }
  }

  /// What the host's name tells, and what the file itself says.
  private static List<String> hidden(GoProject project, GoCommand command) {
    var hidden = new ArrayList<>(project.privateModules());
    GoModule module = project.module();
    if (module != null) {
      String patterns = command.variable("GOPRIVATE") + "," + command.variable("GONOPROXY");
      for (String required : module.requires()) {
        if (ModulePatterns.cover(patterns, required)) {
          hidden.add(required);
        }
      }
    }
    return hidden;
  }
}
