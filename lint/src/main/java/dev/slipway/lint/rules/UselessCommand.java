package dev.slipway.lint.rules;

import dev.slipway.dockerfile.SshMount;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.shell.ShellCommand;
import dev.slipway.lint.stage.RunStep;
import dev.slipway.lint.stage.Stages;
import java.util.Set;

/// A program that has no use in a build step.
public final class UselessCommand implements Rule {
  private static final Description ABOUT =
      new Description(
          "UselessCommand",
          Kind.CLARITY,
          Level.NOTE,
          "A program that has no use in a build step",
          "Services, kernels and terminals are not there while an image is built");

  @Override
  public Description about() {
    return ABOUT;
  }

  private static final Set<String> USELESS =
      Set.of(
          "shutdown",
          "reboot",
          "service",
          "systemctl",
          "ps",
          "top",
          "free",
          "kill",
          "mount",
          "umount",
          "ifconfig",
          "ssh",
          "vim",
          "nano",
          "less");

  @Override
  public void look(Subject subject, Findings findings) {
    for (RunStep step : Stages.of(subject).runs()) {
      for (ShellCommand command : step.commands()) {
        if (USELESS.contains(command.name())
            && !(command.is("systemctl")
                && (command.verb().equals("enable") || command.verb().equals("mask")))
            && !(command.is("ssh")
                && step.mounts().stream().anyMatch(mount -> mount instanceof SshMount))) {
          findings.add(
              step.span(command),
              command.name() + " does nothing of use while an image is built",
              "do it where the container runs");
        }
      }
    }
  }
}
