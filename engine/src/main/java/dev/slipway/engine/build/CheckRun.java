package dev.slipway.engine.build;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildRequest;
import dev.slipway.builder.check.BuildChecks;
import dev.slipway.builder.check.IgnoreSource;
import dev.slipway.builder.check.Rules;
import dev.slipway.builder.lower.LoweringObserver;
import dev.slipway.builder.solve.Progress;
import dev.slipway.dockerfile.CheckOptions;
import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Suggestion;
import dev.slipway.dockerfile.Word;
import dev.slipway.dockerfile.check.Finding;
import dev.slipway.dockerfile.check.Findings;
import dev.slipway.dockerfile.check.MarkedLines;
import dev.slipway.image.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The checks of one file: made while it is lowered, told of afterwards.
public final class CheckRun {
  private static final String ARGUMENT = "BUILDKIT_DOCKERFILE_CHECK";

  private final Dockerfile file;
  private final CheckOptions options;
  private final Findings findings;
  private final BuildChecks checks;

  private CheckRun(Dockerfile file, CheckOptions options, Findings findings, BuildChecks checks) {
    this.file = file;
    this.options = options;
    this.findings = findings;
    this.checks = checks;
  }

  public static CheckRun of(Dockerfile file, BuildRequest request, IgnoreSource ignored) {
    CheckOptions options = options(file, request);
    var findings = new Findings(file.source(), options);
    var checks = new BuildChecks(findings, request.stage().arguments(), Platform.host(), ignored);
    return new CheckRun(file, options, findings, checks);
  }

  /// The build argument goes before the file's own line.
  static CheckOptions options(Dockerfile file, BuildRequest request) {
    String given = request.stage().arguments().get(ARGUMENT);
    if (given == null) {
      return file.directives().checks();
    }
    try {
      return CheckOptions.parse(new Word(given, new Span(1, 1, 1, 1)));
    } catch (DockerfileException mistake) {
      Diagnostic first = mistake.diagnostics().getFirst();
      throw BuildException.of(
          "failed to parse build-arg:" + ARGUMENT + ": " + first.message(), first.remedy());
    }
  }

  public LoweringObserver observer() {
    return checks;
  }

  boolean areErrors() {
    return findings.areErrors();
  }

  Set<String> names() {
    return findings.names();
  }

  public List<Finding> findings() {
    return findings.all();
  }

  /// What is said of names in the options that no check has.
  List<String> notes() {
    if (options.skipped().isEmpty() && options.experimental().isEmpty()) {
      return List.of();
    }
    var notes = new ArrayList<String>();
    var names = new TreeSet<>(options.skipped());
    names.addAll(options.experimental());
    for (String name : names) {
      if (!Rules.names().contains(name)) {
        notes.add(
            "no check is called "
                + name
                + Suggestion.nearest(name, Rules.names())
                    .map(near -> "; did you mean " + near + "?")
                    .orElse(""));
      }
    }
    return notes;
  }

  /// Says what was found, in the order of the file.
  void warn(Progress.Entry entry) {
    for (String note : notes()) {
      entry.warning(note);
    }
    int shown = 0;
    for (Finding finding : findings.inOrder()) {
      String lines =
          ++shown <= Findings.MOST_DETAILED ? expanded(finding) : finding.rule().description();
      entry.warning(finding.summary(), lines);
    }
  }

  private String expanded(Finding finding) {
    String address = finding.rule().address();
    return finding.rule().description()
        + (address.isEmpty() ? "" : "\nMore info: " + address)
        + "\n"
        + MarkedLines.of(file.source(), finding.span());
  }

  /// @throws BuildException where the file says that findings are errors
  void refuse() {
    if (findings.areErrors()) {
      throw BuildException.of(
          "lint violation found for rules: " + String.join(", ", findings.names()),
          "the file, or " + ARGUMENT + ", says error=true: 'slipway build --check' shows them");
    }
  }
}
