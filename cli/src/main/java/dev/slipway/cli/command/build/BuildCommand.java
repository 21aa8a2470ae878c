package dev.slipway.cli.command.build;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildRequest;
import dev.slipway.builder.BuildResult;
import dev.slipway.cli.Console;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.cli.progress.BuildProgress;
import dev.slipway.cli.progress.ExplainSummary;
import dev.slipway.cli.progress.ProgressKind;
import dev.slipway.engine.Slipway;
import dev.slipway.engine.build.BuildPreparation;
import dev.slipway.tasks.TaskScope;
import dev.slipway.tasks.Termination;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// `slipway build`
public final class BuildCommand implements Command {
  /// How long a build that is told to stop may take to clean up.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// As Docker's, whichever signal it was.
  private static final int CANCELLED = 130;

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("image build", "build", "builder build", "buildx build", "buildx b"),
            "[OPTIONS] PATH | URL | -",
            "Build an image from a Dockerfile",
            Arity.exactly(1))
        .withGroups(
            SourceOptions.GROUP,
            StageOptions.GROUP,
            CacheOptions.GROUP,
            CacheTransferOptions.GROUP,
            GrantOptions.GROUP,
            StepOptions.GROUP,
            ImageOptions.GROUP,
            OutputOptions.GROUP,
            LockOptions.GROUP,
            ProgressOptions.GROUP,
            BuildCall.GROUP)
        .withExamples(
            new Example("build -t echo .", "the Dockerfile here, named echo:latest"),
            new Example("build -f Dockerfile.lean --build-arg VERSION=0.0.1 .", "another file"),
            new Example("build --explain .", "why each step that runs was not known"),
            new Example("build --check .", "what is to be said of the Dockerfile, nothing built"),
            new Example("build -o out .", "the target's files in the directory out"),
            new Example("build https://github.com/you/app.git#main:service", "a repository"),
            new Example("build - < context.tar", "an archive on standard input"),
            new Example("build -q . > id", "the image's ID and nothing else"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    try (TaskScope beside = TaskScope.open("beside")) {
      beside.fork(BuildPreparation::isDone);
      return call(invocation);
    }
  }

  private static int call(Invocation invocation) throws IOException, InterruptedException {
    ParsedOptions options = invocation.options();
    Console console = invocation.console();
    BuildCall call = BuildCall.of(options);
    BuildRequest request = request(invocation);
    if (call.method() != BuildCall.Method.BUILD) {
      return new CallAnswers(invocation.slipway().dockerfileCalls(), console).print(call, request);
    }
    ProgressKind kind = ProgressOptions.kind(options);
    boolean debug = ProgressOptions.debug(options) || invocation.globals().debug();
    BuildResult result;
    try {
      result = build(invocation.slipway(), request, kind, console, debug);
    } catch (BuildException failure) {
      if (!ProgressOptions.debugsFailures(options) || !isOfProgram(failure)) {
        throw failure;
      }
      BuildFailureText.print(console, failure);
      DebugSession.run(invocation.slipway(), console, "LAST", DebugSession.SHELL);
      return 1;
    }
    OutputOptions.write(result, options);
    if (kind == ProgressKind.QUIET && request.outputs().makeAnImage()) {
      console.out().println(result.image().id().toString());
    }
    return 0;
  }

  /// Whether a step's program ended badly, which leaves something to look at.
  private static boolean isOfProgram(BuildException failure) {
    return failure.step().isPresent() && failure.step().get().exitCode().isPresent();
  }

  private static BuildRequest request(Invocation invocation) throws IOException {
    ParsedOptions options = invocation.options();
    return new BuildRequest(
        SourceOptions.of(invocation.argument(0), options, invocation.console().in()),
        StageOptions.of(options),
        CacheOptions.of(options),
        GrantOptions.of(options),
        StepOptions.of(options),
        ImageOptions.of(options),
        ProgressOptions.insight(options),
        OutputOptions.of(options, invocation.console()),
        LockOptions.of(options));
  }

  /// The progress is closed before the termination, so that an interrupted build is shown to its
  /// end.
  private static BuildResult build(
      Slipway slipway, BuildRequest request, ProgressKind kind, Console console, boolean debug)
      throws IOException, InterruptedException {
    try (Termination _ = Termination.interruptsThisThread(PATIENCE, CANCELLED);
        BuildProgress progress = progress(request, kind, console, debug)) {
      return slipway.builds().build(request, progress);
    }
  }

  private static BuildProgress progress(
      BuildRequest request, ProgressKind kind, Console console, boolean debug) {
    BuildProgress progress = kind.start(console, debug);
    return request.insight().explain() && kind != ProgressKind.RAW_JSON
        ? new ExplainSummary(progress, console.err())
        : progress;
  }
}
