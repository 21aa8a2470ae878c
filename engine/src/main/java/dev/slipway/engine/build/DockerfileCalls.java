package dev.slipway.engine.build;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildListener;
import dev.slipway.builder.BuildRequest;
import dev.slipway.builder.LockUse;
import dev.slipway.builder.agent.Agents;
import dev.slipway.builder.lock.LockSession;
import dev.slipway.builder.lower.Lowering;
import dev.slipway.builder.lower.LoweringInput;
import dev.slipway.builder.lower.LoweringObserver;
import dev.slipway.builder.outline.Outline;
import dev.slipway.builder.outline.OutlineObserver;
import dev.slipway.builder.outline.Target;
import dev.slipway.builder.remote.DownloadListener;
import dev.slipway.builder.solve.Progress;
import dev.slipway.builder.solve.Remotes;
import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.check.Findings;
import dev.slipway.dockerfile.check.TextChecks;
import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.engine.base.BaseImageSource;
import dev.slipway.engine.base.MistakeSearch;
import dev.slipway.engine.input.BuildInput;
import dev.slipway.engine.input.FetchedInputs;
import dev.slipway.engine.registry.Registries;
import dev.slipway.engine.vocabulary.SlipwayLocations;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/// Answers questions about a Dockerfile, and builds nothing.
public final class DockerfileCalls {
  private final SlipwayLocations locations;
  private final Registries registries;

  public DockerfileCalls(SlipwayLocations locations, Registries registries) {
    this.locations = locations;
    this.registries = registries;
  }

  /// Makes all checks: of the stages that the request's target needs, or of all where it names
  /// none.
  public CheckReport check(BuildRequest request) throws IOException, InterruptedException {
    return answer(request, input -> check(request, input));
  }

  private CheckReport check(BuildRequest request, BuildInput input) throws IOException {
    LoweringInput lowering = BuildLowering.input(request, input);
    SourceFile source = input.dockerfile().source();
    try {
      Dockerfile file = DockerfileParser.parse(source.name(), source.text());
      CheckRun checks =
          CheckRun.of(file, request, input.ignoreFile(new Progress(BuildListener.NONE)));
      List<Diagnostic> mistakes = mistakes(file, lowering, checks.observer());
      List<String> refused =
          mistakes.isEmpty() && checks.areErrors() ? List.copyOf(checks.names()) : List.of();
      return new CheckReport(source, checks.findings(), mistakes, checks.notes(), refused);
    } catch (DockerfileException unreadable) {
      return unreadable(unreadable, source, request, lowering);
    }
  }

  /// Checks that look at the text alone are made of what could be read.
  private CheckReport unreadable(
      DockerfileException mistakes, SourceFile source, BuildRequest request, LoweringInput lowering)
      throws IOException {
    Dockerfile readable = mistakes.readable();
    if (readable == null) {
      return new CheckReport(source, List.of(), mistakes.diagnostics(), List.of(), List.of());
    }
    var findings = new Findings(source, CheckRun.options(readable, request));
    TextChecks.check(readable, findings);
    DockerfileException all =
        new MistakeSearch(locations.root(), registries, lowering).all(mistakes);
    return new CheckReport(source, findings.all(), all.diagnostics(), List.of(), List.of());
  }

  private List<Diagnostic> mistakes(
      Dockerfile file, LoweringInput lowering, LoweringObserver observer) throws IOException {
    try {
      lower(file, lowering, observer);
      return List.of();
    } catch (DockerfileException mistake) {
      return mistake.diagnostics();
    }
  }

  /// The arguments, secrets and agents that the request's target takes.
  ///
  /// @throws BuildException for a mistake in the file
  public Outline outline(BuildRequest request) throws IOException, InterruptedException {
    return answer(request, input -> outline(request, input));
  }

  private Outline outline(BuildRequest request, BuildInput input) throws IOException {
    Dockerfile file = parse(request, input);
    String last = Integer.toString(file.stages().size() - 1);
    var observer = new OutlineObserver(file, request.stage().arguments());
    try {
      BuildRequest whole = request.stage().target() == null ? request.withTarget(last) : request;
      lower(file, BuildLowering.input(whole, input), observer);
      return observer.outline(request.stage().target());
    } catch (DockerfileException mistake) {
      throw MistakeSearch.failure(mistake);
    }
  }

  /// The stages that a file has.
  ///
  /// @throws BuildException for a mistake in the file
  public DockerfileTargets targets(BuildRequest request) throws IOException, InterruptedException {
    return answer(
        request,
        input -> {
          Dockerfile file = parse(request, input);
          return new DockerfileTargets(Target.all(file), file.source());
        });
  }

  private Dockerfile parse(BuildRequest request, BuildInput input) throws IOException {
    SourceFile source = input.dockerfile().source();
    try {
      return DockerfileParser.parse(source.name(), source.text());
    } catch (DockerfileException mistake) {
      LoweringInput lowering = BuildLowering.input(request, input);
      throw MistakeSearch.failure(
          new MistakeSearch(locations.root(), registries, lowering).all(mistake));
    }
  }

  /// Answers a question about what a request names.
  @FunctionalInterface
  private interface Question<T> {
    T answer(BuildInput input) throws IOException;
  }

  private <T> T answer(BuildRequest request, Question<T> question)
      throws IOException, InterruptedException {
    var silent = new Progress(BuildListener.NONE);
    try (ImageStore store = ImageStore.open(locations.root());
        Agents agents = new Agents(request.grants().agents(), locations.run().resolve("ssh"))) {
      var lock = LockSession.of(LockUse.NONE, Path.of("Dockerfile.lock"));
      Remotes remotes =
          Builds.remotes(store, request.grants(), agents, lock, DownloadListener.NONE);
      var fetched = new FetchedInputs(store, remotes);
      return question.answer(BuildInput.of(request, fetched, silent));
    }
  }

  private void lower(Dockerfile file, LoweringInput input, LoweringObserver observer)
      throws IOException {
    var silent = new Progress(BuildListener.NONE);
    try (ImageStore store = ImageStore.open(locations.root());
        Registries own = registries.apart();
        var source = BaseImageSource.looking(store, silent, own)) {
      Lowering.check(file, input, source, observer);
    } catch (UncheckedIOException failed) { // Looking for a base image reads and claims files.
      throw failed.getCause();
    }
  }
}
