package dev.slipway.cli.command.build;

import dev.slipway.builder.BuildRequest;
import dev.slipway.builder.BuildResult;
import dev.slipway.cli.CommandException;
import dev.slipway.cli.Console;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.cli.progress.BuildProgress;
import dev.slipway.cli.progress.ProgressKind;
import dev.slipway.engine.Slipway;
import dev.slipway.tasks.Termination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// `slipway build`
public final class BuildCommand implements Command {
  static final Option BUILD_ARG =
      Option.list("build-arg", "Set build-time variables").valueName("stringArray");
  static final Option BUILD_CONTEXT =
      Option.list(
              "build-context",
              "Additional build contexts (e.g., name=path, name=docker-image://image)")
          .valueName("stringArray");
  static final Option CALL =
      Option.text("call", "Set method for evaluating build (\"check\", \"outline\", \"targets\")")
          .defaultsTo("build");
  static final Option CHECK = Option.flag("check", "Shorthand for \"--call=check\"");
  static final Option DEBUG =
      Option.flag("debug", 'D', "Show warnings in full, and where an error comes from");
  static final Option FILE =
      Option.text("file", 'f', "Name of the Dockerfile (default: \"PATH/Dockerfile\")");
  static final Option IIDFILE = Option.text("iidfile", "Write the image ID to a file");
  static final Option NO_CACHE =
      Option.flag("no-cache", "Do not use cache when building the image");
  static final Option PROGRESS =
      Option.text(
              "progress",
              "Set type of progress output (\"auto\", \"plain\", \"quiet\", \"tty\"). Use plain to"
                  + " show container output")
          .defaultsTo("auto");
  static final Option QUIET =
      Option.flag("quiet", 'q', "Suppress the build output and print image ID on success");
  static final Option REMOVE =
      Option.flag("rm", "Remove build containers; they always are, --rm=false is refused")
          .defaultsTo("true");
  static final Option FORCE_REMOVE =
      Option.flag("force-rm", "Remove build containers of failed steps; they always are");
  static final Option ALLOW =
      Option.list(
              "allow",
              "Allow extra privileged entitlement (\"network.host\", \"security.insecure\")")
          .valueName("stringArray");
  static final Option SECRET =
      Option.list(
              "secret",
              "Secret to expose to the build (format: \"id=mysecret[,src=/local/secret|,env=VAR]\")")
          .valueName("stringArray");
  static final Option SSH =
      Option.list(
              "ssh",
              "SSH agent socket or keys to expose to the build (format:"
                  + " \"default|<id>[=<socket>|<key>[,<key>]]\")")
          .valueName("stringArray");
  static final Option TAG =
      Option.list("tag", 't', "Name and optionally a tag (format: \"name:tag\")")
          .valueName("stringArray");
  static final Option TARGET = Option.text("target", "Set the target build stage to build");

  /// How long a build that is told to stop may take to clean up.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String LATER = "a later release brings it";
  private static final String CACHE = "every step's result is in the local cache already";
  private static final String ATTESTATIONS = "attestations come in a later release";
  private static final String LIMITS = "run the build in a cgroup of your own";

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("image build", "build", "builder build", "buildx build", "buildx b"),
            "[OPTIONS] PATH",
            "Build an image from a Dockerfile",
            Arity.exactly(1))
        .withOptions(
            ALLOW,
            BUILD_ARG,
            BUILD_CONTEXT,
            CALL,
            CHECK,
            DEBUG,
            FILE,
            FORCE_REMOVE,
            IIDFILE,
            NO_CACHE,
            PROGRESS,
            QUIET,
            REMOVE,
            SECRET,
            SSH,
            TAG,
            TARGET)
        .withNotYet(missing())
        .withExamples(
            new Example("build -t echo .", "the Dockerfile here, named echo:latest"),
            new Example("build -f Dockerfile.lean --build-arg VERSION=0.0.1 .", "another file"),
            new Example("build --check .", "what is to be said of the Dockerfile, nothing built"),
            new Example("build -q . > id", "the image's ID and nothing else"));
  }

  private static NotYet[] missing() {
    return new NotYet[] {
      NotYet.option("add-host", LATER),
      NotYet.option("annotation", LATER),
      NotYet.option("attest", ATTESTATIONS),
      NotYet.option("builder", "there is one builder; leave it out"),
      NotYet.option("cache-from", CACHE),
      NotYet.option("cache-to", CACHE),
      NotYet.option("cgroup-parent", LIMITS),
      NotYet.option("compress", "the context is read in place and never sent"),
      NotYet.option("cpu-period", LIMITS),
      NotYet.option("cpu-quota", LIMITS),
      NotYet.option("cpu-shares", 'c', LIMITS),
      NotYet.option("cpuset-cpus", LIMITS),
      NotYet.option("cpuset-mems", LIMITS),
      NotYet.option("disable-content-trust", "leave it out"),
      NotYet.option("isolation", "leave it out"),
      NotYet.option("label", "write LABEL in the Dockerfile"),
      NotYet.option("load", "images are always put in the local store; leave it out"),
      NotYet.option("memory", 'm', LIMITS),
      NotYet.option("memory-swap", LIMITS),
      NotYet.option("metadata-file", "the image ID is written by --iidfile"),
      NotYet.option("network", LATER),
      NotYet.option("no-cache-filter", "use --no-cache"),
      NotYet.option("output", 'o', "images go to the local store; 'slipway save' exports them"),
      NotYet.option("platform", "images are built for this machine's platform"),
      NotYet.option("provenance", ATTESTATIONS),
      NotYet.option("pull", "it comes with registries, in a later release"),
      NotYet.option("push", "it comes with registries, in a later release"),
      NotYet.option("sbom", ATTESTATIONS),
      NotYet.option("security-opt", LATER),
      NotYet.option("shm-size", LATER),
      NotYet.option("squash", "copy from one stage into 'FROM scratch'"),
      NotYet.option("ulimit", LIMITS),
    };
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    ParsedOptions options = invocation.options();
    Console console = invocation.console();
    refuseKeptContainers(options);
    BuildCall call = BuildCall.of(options);
    BuildRequest request = BuildArguments.request(invocation);
    if (call.method() != BuildCall.Method.BUILD) {
      return new CallAnswers(invocation.slipway().dockerfileCalls(), console).print(call, request);
    }
    ProgressKind kind = BuildArguments.progress(options);
    boolean debug = options.flag(DEBUG) || invocation.globals().debug();
    BuildResult result = build(invocation.slipway(), request, kind, console, debug);
    String id = result.image().id().toString();
    if (options.isSet(IIDFILE)) {
      Files.writeString(Path.of(options.text(IIDFILE)), id);
    }
    if (kind == ProgressKind.QUIET) {
      console.out().println(id);
    }
    return 0;
  }

  private static void refuseKeptContainers(ParsedOptions options) {
    if (options.isSet(REMOVE) && !options.flag(REMOVE)) {
      throw CommandException.missingOption(
          "--rm=false", "a step's container is gone with its step; build up to it with --target");
    }
  }

  /// The progress is closed before the termination, so that an interrupted build is shown to its
  /// end.
  private static BuildResult build(
      Slipway slipway, BuildRequest request, ProgressKind kind, Console console, boolean debug)
      throws IOException, InterruptedException {
    try (Termination _ = Termination.interruptsThisThread(PATIENCE);
        BuildProgress progress = kind.start(console, debug)) {
      return slipway.builds().build(request, progress);
    }
  }
}
