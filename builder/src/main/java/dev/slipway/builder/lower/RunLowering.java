package dev.slipway.builder.lower;

import dev.slipway.builder.Entitlement;
import dev.slipway.builder.NetworkAccess;
import dev.slipway.builder.StepSettings;
import dev.slipway.builder.graph.CacheDirectory;
import dev.slipway.builder.graph.CopyInput;
import dev.slipway.builder.graph.CopyOptions;
import dev.slipway.builder.graph.Step;
import dev.slipway.builder.graph.StepMount;
import dev.slipway.dockerfile.BindMount;
import dev.slipway.dockerfile.CacheMount;
import dev.slipway.dockerfile.Run;
import dev.slipway.dockerfile.RunFlags;
import dev.slipway.dockerfile.RunMount;
import dev.slipway.dockerfile.SecretMount;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.SshMount;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.TmpfsMount;
import dev.slipway.dockerfile.Variables;
import dev.slipway.image.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `RUN` as a step.
final class RunLowering {
  private static final String AGENT_VARIABLE = "SSH_AUTH_SOCK";
  private static final String MOUNTED = "/files";

  private final StageSources sources;
  private final Stage stage;
  private final GlobalVariables globals;
  private final Set<Entitlement> allowed;
  private final StepSettings settings;
  private final DeviceRequests devices;
  private final Platform machine;

  RunLowering(
      StageSources sources,
      Stage stage,
      GlobalVariables globals,
      LoweringInput input,
      DeviceRequests devices) {
    this.sources = sources;
    this.stage = stage;
    this.globals = globals;
    this.allowed = input.allowed();
    this.settings = input.steps();
    this.devices = devices;
    this.machine = input.machine();
  }

  StageState lower(StageState state, Run run, List<String> shell) {
    List<String> arguments = run.command().arguments(shell);
    String directory = state.config().workingDir().isEmpty() ? "/" : state.config().workingDir();
    List<StepMount> mounts = mounts(run, state.variables(), directory);
    var environment = new TreeMap<>(state.variables().toMap());
    environment.putIfAbsent("PATH", Lowering.DEFAULT_PATH);
    mounts.stream()
        .filter(StepMount.Agent.class::isInstance)
        .findFirst()
        .ifPresent(agent -> environment.putIfAbsent(AGENT_VARIABLE, agent.target()));
    var step =
        new Step.Run(
            state.filesystem(),
            arguments,
            environment,
            globals.proxies(state.variables()),
            directory,
            state.config().user(),
            mounts,
            access(state, run));
    String history = HistoryText.run(arguments, state.arguments().inOrder().toList(), state);
    return state.withStep(step, history, run, masked(state.variables(), mounts));
  }

  /// What a title may show: of a secret no more than that it is there.
  private static Variables masked(Variables variables, List<StepMount> mounts) {
    Variables masked = variables;
    for (StepMount mount : mounts) {
      if (mount instanceof StepMount.Secret secret && secret.variable() != null) {
        masked = masked.with(secret.variable(), "****");
      }
    }
    return masked;
  }

  private Step.Access access(StageState state, Run run) {
    RunFlags flags = run.flags();
    boolean insecure = flags.security() == RunFlags.Security.INSECURE;
    require(insecure, Entitlement.SECURITY_INSECURE, flags.securitySpan(), run);
    boolean host = flags.network() == RunFlags.Network.HOST;
    require(host, Entitlement.NETWORK_HOST, flags.networkSpan(), run);
    return new Step.Access(
        new StepSettings(network(flags), settings.hosts(), settings.resources()),
        insecure,
        devices.resolve(flags.devices()),
        foreign(state.base().platform()));
  }

  /// Null for what this machine runs by itself.
  private @Nullable Platform foreign(Platform platform) {
    return platform.runsOn(machine) ? null : platform;
  }

  /// What the `RUN` says goes before what the build is told.
  private NetworkAccess network(RunFlags flags) {
    if (flags.networkSpan() == null) {
      return settings.network();
    }
    return switch (flags.network()) {
      case DEFAULT -> NetworkAccess.DEFAULT;
      case NONE -> NetworkAccess.NONE;
      case HOST -> NetworkAccess.HOST;
    };
  }

  private void require(boolean wanted, Entitlement entitlement, @Nullable Span span, Run run) {
    if (wanted && !allowed.contains(entitlement)) {
      throw Lowering.error(
          span == null ? run.span() : span,
          entitlement.text() + " is not allowed",
          "if you trust this Dockerfile, build with --allow " + entitlement.text());
    }
  }

  private List<StepMount> mounts(Run run, Variables variables, String directory) {
    var mounts = new ArrayList<StepMount>();
    Run.Script script = run.script();
    if (script != null) {
      int slash = script.path().lastIndexOf('/');
      mounts.add(
          new StepMount.Script(
              script.path().substring(0, slash),
              script.path().substring(slash + 1),
              script.content()));
    }
    int agents = 0;
    for (RunMount mount : run.mounts(variables)) {
      mounts.add(
          switch (mount) {
            case BindMount bind -> bind(bind, directory);
            case CacheMount cache -> new StepMount.Cache(cache(cache, directory));
            case SecretMount secret -> secret(secret, directory);
            case SshMount agent -> agent(agent, directory, agents++);
            case TmpfsMount memory ->
                new StepMount.Memory(
                    target(memory.target(), memory.span(), directory),
                    memory.size().orElse(0),
                    memory.readOnly());
          });
    }
    return mounts;
  }

  private static String target(String written, Span span, String directory) {
    String target = Directories.checked(Directories.resolve(directory, written), span);
    if (target.equals("/")) {
      throw Lowering.error(
          span, "invalid mount target \"/\"", "name a directory with target=, such as /mnt");
    }
    return target;
  }

  /// Files of the context are mounted as a layer of their own: they belong to root, and what
  /// `.dockerignore` leaves out is not there.
  private StepMount bind(BindMount bind, String directory) {
    String target = target(bind.target(), bind.span(), directory);
    String source = Directories.resolve("/", bind.source());
    if (bind.from() != null) {
      return new StepMount.Bind(sources.step(stage, bind.from()), source, target, bind.readOnly());
    }
    var files =
        new Step.Copy(
            new Step.Scratch(),
            sources.main(stage),
            List.of(new CopyInput.Exact(source)),
            MOUNTED,
            CopyOptions.COPY,
            false);
    return new StepMount.Bind(files, MOUNTED, target, bind.readOnly());
  }

  private static StepMount secret(SecretMount secret, String directory) {
    return new StepMount.Secret(
        secret.id(),
        secret.target() == null ? null : target(secret.target(), secret.span(), directory),
        secret.variable(),
        secret.required(),
        secret.mode(),
        secret.uid(),
        secret.gid());
  }

  private static StepMount agent(SshMount agent, String directory, int number) {
    String target =
        agent.target().isEmpty()
            ? "/run/buildkit/ssh_agent." + number
            : target(agent.target(), agent.span(), directory);
    return new StepMount.Agent(
        agent.id(), target, agent.required(), agent.mode(), agent.uid(), agent.gid());
  }

  private CacheDirectory cache(CacheMount cache, String directory) {
    return new CacheDirectory(
        globals.cacheMountId(cache.id()),
        target(cache.target(), cache.span(), directory),
        cache.readOnly(),
        switch (cache.sharing()) {
          case SHARED -> CacheDirectory.Sharing.SHARED;
          case PRIVATE -> CacheDirectory.Sharing.PRIVATE;
          case LOCKED -> CacheDirectory.Sharing.LOCKED;
        },
        cache.from() == null ? null : sources.step(stage, cache.from()),
        Directories.resolve("/", cache.source()),
        cache.mode().orElse(0755),
        cache.uid().orElse(0),
        cache.gid().orElse(0));
  }
}
