package dev.slipway.builder.lower;

import dev.slipway.builder.graph.CopySource;
import dev.slipway.builder.graph.Step.MakeDirectory;
import dev.slipway.dockerfile.Add;
import dev.slipway.dockerfile.Arg;
import dev.slipway.dockerfile.Assignment;
import dev.slipway.dockerfile.Cmd;
import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.Entrypoint;
import dev.slipway.dockerfile.Env;
import dev.slipway.dockerfile.Expose;
import dev.slipway.dockerfile.From;
import dev.slipway.dockerfile.HealthCheck;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Label;
import dev.slipway.dockerfile.Maintainer;
import dev.slipway.dockerfile.OnBuild;
import dev.slipway.dockerfile.Run;
import dev.slipway.dockerfile.Shell;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.StopSignal;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.User;
import dev.slipway.dockerfile.Variables;
import dev.slipway.dockerfile.Volume;
import dev.slipway.dockerfile.Workdir;
import dev.slipway.runtime.SignalName;
import java.util.ArrayList;
import java.util.List;

/// Turns the instructions of one stage into steps and changes of its config, one case each. There
/// is no `default`: a new instruction does not compile until it is lowered.
final class StageLowering {
  private static final List<String> DEFAULT_SHELL = List.of("/bin/sh", "-c");

  private final StageSources sources;
  private final Stage stage;
  private final GlobalVariables globals;
  private final RunLowering runs;

  StageLowering(
      StageSources sources,
      Stage stage,
      GlobalVariables globals,
      LoweringInput input,
      DeviceRequests devices) {
    this.sources = sources;
    this.stage = stage;
    this.globals = globals;
    this.runs = new RunLowering(sources, stage, globals, input, devices);
  }

  StageState lower(StageState state, Instruction instruction) {
    Variables variables = state.variables();
    return switch (instruction) {
      case Add add -> CopyLowering.lower(state, add, sources.main(stage));
      case Arg arg -> argument(state, arg);
      case Cmd(_, _, var command) -> command(state, command.arguments(shell(state)));
      case Copy copy -> CopyLowering.lower(state, copy, source(copy));
      case Entrypoint(_, _, var command) -> entrypoint(state, command.arguments(shell(state)));
      case Env env -> environment(state, env);
      case Expose expose -> expose(state, expose.ports(variables));
      case From from -> throw new IllegalStateException("FROM begins a stage: " + from.source());
      case HealthCheck check -> healthCheck(state, check);
      case Label label -> label(state, label);
      case Maintainer(_, _, var name) -> state.withAuthor(name).remembered("MAINTAINER " + name);
      case OnBuild onBuild -> onBuild(state, onBuild.trigger());
      case Run run -> runs.lower(state, run, shell(state));
      case Shell(_, _, var arguments) ->
          state
              .withConfig(state.config().withShell(arguments))
              .remembered("SHELL " + GoFormat.plain(arguments));
      case StopSignal stop -> stopSignal(state, stop, stop.signal().expand(variables));
      case User(_, _, var name) -> user(state, name.expand(variables));
      case Volume volume -> volume(state, words(volume.paths(), variables));
      case Workdir workdir -> workingDirectory(state, workdir);
    };
  }

  private static List<String> shell(StageState state) {
    List<String> shell = state.config().shell();
    return shell == null ? DEFAULT_SHELL : shell;
  }

  private static List<String> words(List<Template> templates, Variables variables) {
    return templates.stream().map(each -> each.expand(variables)).toList();
  }

  /// An argument without a value of its own takes the global one of its name.
  private StageState argument(StageState before, Arg arg) {
    StageState state = before;
    var definitions = new ArrayList<ArgumentValue>();
    for (Arg.Definition definition : arg.definitions()) {
      String name = definition.name();
      String value = globals.given().get(name);
      if (value == null) {
        Template defaultValue = definition.defaultValue();
        value =
            defaultValue == null
                ? globals.variables().get(name)
                : defaultValue.expand(state.variables());
      }
      definitions.add(new ArgumentValue(name, value));
      if (value != null) {
        state = state.withVariables(state.variables().with(name, value));
      }
    }
    return state.withArguments(definitions).remembered(HistoryText.argument(definitions));
  }

  /// Kept for the builds on this image; Docker's history says nothing of it.
  private static StageState onBuild(StageState state, String trigger) {
    return state.withSettings(state.settings().withTrigger(trigger));
  }

  private static StageState command(StageState state, List<String> arguments) {
    return state
        .withConfig(state.config().withCmd(arguments).withArgsEscaped(true))
        .withCommandSet()
        .remembered("CMD " + GoFormat.quoted(arguments));
  }

  /// A base's `CMD` gives arguments to the base's program; the file's own stays.
  private static StageState entrypoint(StageState state, List<String> arguments) {
    var config = state.config().withEntrypoint(arguments);
    return state
        .withConfig(state.commandSet() ? config : config.withCmd(null))
        .remembered("ENTRYPOINT " + GoFormat.quoted(arguments));
  }

  private static StageState environment(StageState before, Env env) {
    StageState state = before;
    var text = new StringBuilder("ENV");
    for (Pair pair : expanded(env.assignments(), before.variables())) {
      state = state.withEnvironment(pair.name(), pair.value());
      text.append(pair);
    }
    return state.remembered(text.toString());
  }

  private static StageState label(StageState state, Label label) {
    GrowingSettings settings = state.settings();
    var text = new StringBuilder("LABEL");
    for (Pair pair : expanded(label.assignments(), state.variables())) {
      settings = settings.withLabel(pair.name(), pair.value());
      text.append(pair);
    }
    return state.withSettings(settings).remembered(text.toString());
  }

  private record Pair(String name, String value) {
    /// As a history has it.
    @Override
    public String toString() {
      return " " + name + "=" + value;
    }
  }

  /// All values see the variables before the instruction.
  private static List<Pair> expanded(List<Assignment> assignments, Variables variables) {
    var pairs = new ArrayList<Pair>();
    for (Assignment each : assignments) {
      pairs.add(new Pair(each.name().expand(variables), each.value().expand(variables)));
    }
    return pairs;
  }

  private static StageState expose(StageState state, List<String> ports) {
    return state
        .withSettings(state.settings().withPorts(ports))
        .remembered("EXPOSE " + GoFormat.plain(ports));
  }

  private static StageState healthCheck(StageState state, HealthCheck check) {
    List<String> test =
        switch (check.command()) {
          case null -> List.of("NONE");
          case dev.slipway.dockerfile.Command.Exec(var arguments) -> prefixed("CMD", arguments);
          case dev.slipway.dockerfile.Command.Shell(var line) -> List.of("CMD-SHELL", line);
        };
    var health =
        new dev.slipway.image.HealthCheck(
            test,
            check.interval(),
            check.timeout(),
            check.startPeriod(),
            check.startInterval(),
            check.retries());
    return state
        .withConfig(state.config().withHealthCheck(health))
        .remembered(HistoryText.healthCheck(health));
  }

  private static List<String> prefixed(String first, List<String> rest) {
    var all = new ArrayList<String>();
    all.add(first);
    all.addAll(rest);
    return all;
  }

  private static StageState stopSignal(StageState state, StopSignal instruction, String signal) {
    if (SignalName.of(signal).isEmpty()) {
      throw Lowering.error(
          instruction.span(),
          "invalid signal: " + signal,
          "name one that kill -l lists, such as SIGTERM, TERM or 15");
    }
    return state
        .withConfig(state.config().withStopSignal(signal))
        .remembered("STOPSIGNAL " + signal);
  }

  private static StageState user(StageState state, String name) {
    return state.withConfig(state.config().withUser(name)).remembered("USER " + name);
  }

  private static StageState volume(StageState state, List<String> paths) {
    return state
        .withSettings(state.settings().withVolumes(paths))
        .remembered("VOLUME " + GoFormat.plain(paths));
  }

  private static StageState workingDirectory(StageState state, Workdir workdir) {
    String written = workdir.path().expand(state.variables());
    String directory =
        Directories.checked(
            Directories.resolve(state.config().workingDir(), written), workdir.path().span());
    // As Docker: an absolute path stands in the config as it was written, with its trailing slash.
    String path = written.startsWith("/") ? written : directory;
    StageState entered = state.withConfig(state.config().withWorkingDir(path));
    if (directory.equals("/")) {
      // Every image has a root: an extra step would only change keys. The titles count it, though.
      return entered.skippingTitle().remembered("WORKDIR " + path);
    }
    return entered.withStep(
        new MakeDirectory(state.filesystem(), directory, state.config().user()),
        "WORKDIR " + path,
        workdir);
  }

  private CopySource source(Copy copy) {
    return copy.from() == null ? sources.main(stage) : sources.copied(stage, copy.from());
  }
}
