package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Copy;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Fix;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoProject;
import dev.slipway.lint.stage.StageView;
import dev.slipway.lint.stage.Stages;
import dev.slipway.lint.stage.Step;
import dev.slipway.lint.stage.Writing;

/// The program calls others over TLS, and the image has no certificates.
public final class MissingCertificates implements Rule {
  private static final Description ABOUT =
      new Description(
          "MissingCertificates",
          Kind.CORRECTNESS,
          Level.WARNING,
          "The program calls others over TLS, and the image has no certificates",
          "Go brings none: every call fails with x509: certificate signed by unknown authority");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    StageView last = Stages.of(subject).last();
    if (!last.bottom().isScratch()
        || ShippedStart.of(last) == null // Only files are taken out of it.
        || !GoProject.of(subject).callsTls()) {
      return;
    }
    Copy program = null;
    for (Step step : last.steps()) {
      String text = step.instruction().source();
      if (text.contains("/etc/ssl")
          || text.contains("ca-certificates")
          || text.contains("/etc/pki")
          || text.contains("SSL_CERT_FILE")) {
        return;
      }
      if (program == null
          && step.instruction() instanceof Copy copy
          && copy.from() != null
          && Stages.of(subject).meant(copy.from()) != null) {
        program = copy;
      }
    }
    if (program != null && program.from() != null) {
      findings.add(
          program.span(),
          "the sources make TLS calls, and nothing brings the certificates",
          "copy them: " + line(program.from().text()),
          Fix.of(
              "bring the certificates",
              Writing.of(subject).before(program, line(program.from().text()))));
    }
  }

  static String line(String stage) {
    return "COPY --from=" + stage + " /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/";
  }
}
