package dev.slipway.engine.lint;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildListener;
import dev.slipway.builder.BuildRequest;
import dev.slipway.builder.lower.Lowering;
import dev.slipway.builder.solve.Progress;
import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.engine.base.AssumedBases;
import dev.slipway.engine.build.BuildLowering;
import dev.slipway.engine.build.CheckRun;
import dev.slipway.engine.input.BuildInput;
import dev.slipway.engine.input.IgnoreFile;
import dev.slipway.engine.vocabulary.SlipwayLocations;
import dev.slipway.image.ImageException;
import dev.slipway.image.store.ImageStore;
import dev.slipway.lint.Description;
import dev.slipway.lint.Finding;
import dev.slipway.lint.Level;
import dev.slipway.lint.Linter;
import dev.slipway.lint.NewFile;
import dev.slipway.lint.ProjectFiles;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.config.DirectoryFiles;
import dev.slipway.lint.config.IgnoreComment;
import dev.slipway.lint.config.NoFiles;
import dev.slipway.lint.config.PlannedFiles;
import dev.slipway.lint.report.FileReport;
import dev.slipway.lint.rules.BuildKitChecks;
import dev.slipway.lint.rules.BuildKitFixes;
import dev.slipway.lint.rules.Rules;
import dev.slipway.lint.shellcheck.ShellCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Looks for weaknesses of a Dockerfile: by the rules, and by BuildKit's checks.
public final class Lints {
  private final SlipwayLocations locations;

  public Lints(SlipwayLocations locations) {
    this.locations = locations;
  }

  /// Everything that is to be said of a file, mistakes included.
  public FileReport lint(LintRequest request, String text)
      throws IOException, InterruptedException {
    SourceFile source = SourceFile.of(request.name(), text);
    try {
      Dockerfile file = DockerfileParser.parse(request.name(), text);
      return report(request, file, List.of());
    } catch (DockerfileException mistakes) {
      Dockerfile readable = mistakes.readable();
      return readable == null
          ? new FileReport(source, List.of(), mistakes.diagnostics())
          : report(request, readable, mistakes.diagnostics());
    }
  }

  private FileReport report(LintRequest request, Dockerfile file, List<Diagnostic> mistakes)
      throws IOException, InterruptedException {
    var subject = subject(request, file, List.of(), List.of());
    List<Finding> found = new ArrayList<>(findings(request, subject, Rules.ALL));
    found.addAll(shell(request, subject));
    var more = new ArrayList<>(mistakes);
    if (mistakes.isEmpty()) {
      found.addAll(checks(request, subject, more));
    }
    Linter.sort(found);
    return new FileReport(file.source(), found, more);
  }

  /// ShellCheck's remarks, where it is installed.
  private static List<Finding> shell(LintRequest request, Subject subject)
      throws IOException, InterruptedException {
    if (request.searchPath().isEmpty()) {
      return List.of();
    }
    var found =
        new ArrayList<>(
            ShellCheck.findings(subject, request.config().levels(), request.searchPath()));
    found.removeIf(each -> isLeftOut(subject, each));
    return found;
  }

  /// A file with its context.
  ///
  /// @param images references that are at hand, to pin a base to
  /// @param planned files that are not written yet
  public static Subject subject(
      LintRequest request, Dockerfile file, List<String> images, List<NewFile> planned) {
    ProjectFiles files =
        request.context() == null || request.file() == null
            ? new NoFiles()
            : new DirectoryFiles(request.context(), request.file());
    if (!planned.isEmpty()) {
      files = new PlannedFiles(files, planned);
    }
    var settings =
        new Subject.Settings(request.config().registries(), request.config().labels(), images);
    return new Subject(file, files, settings);
  }

  /// What these rules find, without what comments leave out.
  public static List<Finding> findings(LintRequest request, Subject subject, List<Rule> rules) {
    List<Finding> found =
        new ArrayList<>(Linter.findings(subject, rules, request.config().levels()));
    found.removeIf(each -> isLeftOut(subject, each));
    return found;
  }

  private static boolean isLeftOut(Subject subject, Finding finding) {
    for (IgnoreComment comment : IgnoreComment.of(subject)) {
      if (comment.covers(finding)) {
        return true;
      }
    }
    return false;
  }

  /// What BuildKit's checks find, without what comments leave out.
  public List<Finding> checks(LintRequest request, Subject subject) throws IOException {
    return checks(request, subject, new ArrayList<>());
  }

  /// BuildKit's, where there is a context to lower the file with.
  private List<Finding> checks(LintRequest request, Subject subject, List<Diagnostic> mistakes)
      throws IOException {
    if (request.context() == null || request.file() == null) {
      return List.of();
    }
    var build =
        BuildRequest.of(request.context())
            .withDockerfile(request.file())
            .withBuildArguments(AssumedArguments.of(subject.file()));
    CheckRun run;
    try (ImageStore store = ImageStore.open(locations.root())) {
      BuildInput input = BuildInput.of(request.context(), request.file());
      IgnoreFile ignored = input.ignoreFile(new Progress(BuildListener.NONE));
      run = CheckRun.of(subject.file(), build, ignored);
      Lowering.check(
          subject.file(),
          BuildLowering.input(build, input),
          new AssumedBases(store),
          run.observer());
    } catch (DockerfileException mistake) {
      mistakes.addAll(mistake.diagnostics());
      return List.of();
    } catch (BuildException | ImageException broken) {
      mistakes.add(
          Diagnostic.error(new Span(1, 1, 1, 1), String.valueOf(broken.getMessage()), null));
      return List.of();
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
    var found = new ArrayList<Finding>();
    for (dev.slipway.dockerfile.check.Finding each : run.findings()) {
      Description rule = BuildKitChecks.description(each.rule().name(), each.rule().description());
      Level level = request.config().levels().of(rule);
      var finding =
          new Finding(
              rule,
              level,
              each.span(),
              each.detail(),
              "see docs/rules/" + rule.name() + ".md",
              BuildKitFixes.of(subject, rule.name(), each.span()));
      if (level != Level.OFF
          && !isLeftOut(subject, finding)
          && !PublicValues.isMeant(subject.file(), each)) {
        found.add(finding);
      }
    }
    return found;
  }
}
