package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Add;
import dev.slipway.dockerfile.Template;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.shell.Joint;
import dev.slipway.lint.shell.ShellCommand;
import dev.slipway.lint.stage.RunStep;
import dev.slipway.lint.stage.Stages;
import dev.slipway.lint.stage.Step;
import java.util.HashMap;

/// A download is run, or added, without a checksum.
public final class UncheckedDownload implements Rule {
  private static final Description ABOUT =
      new Description(
          "UncheckedDownload",
          Kind.SECURITY,
          Level.WARNING,
          "A download is run, or added, without a checksum",
          "Whoever can change the file on the server decides what is in the image");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (RunStep step : Stages.of(subject).runs()) {
      var latest = new HashMap<Integer, ShellCommand>();
      for (ShellCommand command : step.commands()) {
        ShellCommand before = latest.get(command.depth());
        boolean shell =
            command.is("sh") || command.is("bash") || command.is("python") || command.is("python3");
        if (shell
            && command.joint() == Joint.PIPE
            && before != null
            && (before.is("curl") || before.is("wget"))) {
          findings.add(
              step.span(before),
              "what is downloaded is run as it comes",
              "download to a file, compare its checksum (sha256sum -c), then run it");
        }
        latest.put(command.depth(), command);
      }
    }
    for (Step step : Stages.of(subject).steps()) {
      if (step.instruction() instanceof Add add && add.checksum() == null) {
        for (Template source : add.sources()) {
          String address = source.text();
          if ((address.startsWith("https://") || address.startsWith("http://"))
              && !address.contains(".git")) {
            findings.add(
                source.span(),
                "this download has no checksum",
                "write ADD --checksum=sha256:... " + address);
          }
        }
      }
    }
  }
}
