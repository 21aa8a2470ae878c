package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Add;
import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.Transfer;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.stage.Stages;
import dev.slipway.lint.stage.Step;

/// A file that holds secrets is copied into a layer.
public final class SecretCopied implements Rule {
  private static final Description ABOUT =
      new Description(
          "SecretCopied",
          Kind.SECURITY,
          Level.ERROR,
          "A file that holds secrets is copied into a layer",
          "A layer keeps what was copied into it, even if a later step deletes it");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (Step step : Stages.of(subject).steps()) {
      switch (step.instruction()) {
        case Copy copy when copy.from() == null -> sources(step, copy.transfer(), findings);
        case Add add -> sources(step, add.transfer(), findings);
        case Instruction _ -> {}
      }
    }
  }

  private static void sources(Step step, Transfer transfer, Findings findings) {
    for (Template source : transfer.sources()) {
      String path = step.scope().expand(source);
      if (isSecret(path.substring(path.lastIndexOf('/') + 1), path)) {
        findings.add(
            source.span(),
            path + " looks like a secret, and everyone who has the image can read it",
            "mount it for one step: RUN --mount=type=secret,id=NAME ...; keep it out by .dockerignore");
      }
    }
  }

  private static boolean isSecret(String name, String path) {
    return switch (name) {
      case ".env",
          ".netrc",
          ".npmrc",
          ".pypirc",
          ".git-credentials",
          ".pgpass",
          "id_rsa",
          "id_ed25519",
          "id_ecdsa",
          "id_dsa",
          ".htpasswd",
          "credentials.json",
          "kubeconfig" ->
          true;
      case "credentials" -> path.contains(".aws");
      case "config.json" -> path.contains(".docker");
      default ->
          (name.endsWith(".key") && !name.contains("pub"))
              || name.endsWith(".p12")
              || name.endsWith(".pfx")
              || name.endsWith(".jks");
    };
  }
}
