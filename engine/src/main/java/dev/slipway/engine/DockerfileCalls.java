package dev.slipway.engine;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildListener;
import dev.slipway.builder.BuildRequest;
import dev.slipway.builder.lower.Lowering;
import dev.slipway.builder.lower.LoweringObserver;
import dev.slipway.builder.outline.Outline;
import dev.slipway.builder.outline.OutlineObserver;
import dev.slipway.builder.outline.Target;
import dev.slipway.builder.solve.Progress;
import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.check.Findings;
import dev.slipway.dockerfile.check.TextChecks;
import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// Answers questions about a Dockerfile, and builds nothing.
public final class DockerfileCalls {
  private final SlipwayLocations locations;
  private final Registries registries;

  DockerfileCalls(SlipwayLocations locations, Registries registries) {
    this.locations = locations;
    this.registries = registries;
  }

  /// Makes all checks: of the stages that the request's target needs, or of all where it names
  /// none.
  public CheckReport check(BuildRequest request) throws IOException {
    BuildInput input = BuildInput.of(request);
    SourceFile source = input.source();
    try {
      Dockerfile file = DockerfileParser.parse(source.name(), source.text());
      CheckRun checks =
          CheckRun.of(file, request, input.ignoreFile(new Progress(BuildListener.NONE)));
      List<Diagnostic> mistakes = mistakes(file, request, checks.observer());
      List<String> refused =
          mistakes.isEmpty() && checks.areErrors() ? List.copyOf(checks.names()) : List.of();
      return new CheckReport(source, checks.findings(), mistakes, checks.notes(), refused);
    } catch (DockerfileException unreadable) {
      return unreadable(unreadable, source, request);
    }
  }

  /// Checks that look at the text alone are made of what could be read.
  private CheckReport unreadable(
      DockerfileException mistakes, SourceFile source, BuildRequest request) throws IOException {
    Dockerfile readable = mistakes.readable();
    if (readable == null) {
      return new CheckReport(source, List.of(), mistakes.diagnostics(), List.of(), List.of());
    }
    var findings = new Findings(source, CheckRun.options(readable, request));
    TextChecks.check(readable, findings);
    DockerfileException all =
        new MistakeSearch(locations.root(), registries, request).all(mistakes);
    return new CheckReport(source, findings.all(), all.diagnostics(), List.of(), List.of());
  }

  private List<Diagnostic> mistakes(
      Dockerfile file, BuildRequest request, LoweringObserver observer) throws IOException {
    try {
      lower(file, request, observer);
      return List.of();
    } catch (DockerfileException mistake) {
      return mistake.diagnostics();
    }
  }

  /// The arguments, secrets and agents that the request's target takes.
  ///
  /// @throws BuildException for a mistake in the file
  public Outline outline(BuildRequest request) throws IOException {
    Dockerfile file = parse(request);
    String last = Integer.toString(file.stages().size() - 1);
    var observer = new OutlineObserver(file, request.stage().arguments());
    try {
      lower(file, request.stage().target() == null ? request.withTarget(last) : request, observer);
      return observer.outline(request.stage().target());
    } catch (DockerfileException mistake) {
      throw Builds.mistake(mistake);
    }
  }

  /// The stages that a file has.
  ///
  /// @throws BuildException for a mistake in the file
  public List<Target> targets(BuildRequest request) throws IOException {
    return Target.all(parse(request));
  }

  /// The request's Dockerfile.
  public SourceFile source(BuildRequest request) throws IOException {
    return BuildInput.of(request).source();
  }

  private Dockerfile parse(BuildRequest request) throws IOException {
    SourceFile source = BuildInput.of(request).source();
    try {
      return DockerfileParser.parse(source.name(), source.text());
    } catch (DockerfileException mistake) {
      throw Builds.mistake(new MistakeSearch(locations.root(), registries, request).all(mistake));
    }
  }

  private void lower(Dockerfile file, BuildRequest request, LoweringObserver observer)
      throws IOException {
    var silent = new Progress(BuildListener.NONE);
    try (ImageStore store = ImageStore.open(locations.root())) {
      var source = new BaseImageSource(store, silent, registries, BaseImageSource.Reach.CONFIG);
      Lowering.check(file, Builds.loweringInput(request), source, observer);
    } catch (UncheckedIOException failed) { // Looking for a base image reads and claims files.
      throw failed.getCause();
    }
  }
}
