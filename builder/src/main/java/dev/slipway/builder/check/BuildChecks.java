package dev.slipway.builder.check;

import dev.slipway.builder.lower.LoweringObserver;
import dev.slipway.builder.lower.StageScope;
import dev.slipway.dockerfile.Add;
import dev.slipway.dockerfile.Arg;
import dev.slipway.dockerfile.Cmd;
import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Entrypoint;
import dev.slipway.dockerfile.Env;
import dev.slipway.dockerfile.Expose;
import dev.slipway.dockerfile.From;
import dev.slipway.dockerfile.HealthCheck;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Label;
import dev.slipway.dockerfile.Run;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.StopSignal;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.User;
import dev.slipway.dockerfile.Variables;
import dev.slipway.dockerfile.Volume;
import dev.slipway.dockerfile.Workdir;
import dev.slipway.dockerfile.check.Findings;
import dev.slipway.dockerfile.check.TextChecks;
import dev.slipway.image.ImageConfig;
import dev.slipway.image.Platform;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes all checks of a file while it is lowered, so that each sees the variables in force.
///
/// It runs with every build: nothing is allocated for an instruction that nothing is said of.
public final class BuildChecks implements LoweringObserver {
  private final Findings findings;
  private final Map<String, String> buildArguments;
  private final Platform platform;
  private final IgnoreSource ignored;
  private final Map<Integer, StageMemory> stages = new HashMap<>();

  /// @param platform what is built for
  public BuildChecks(
      Findings findings,
      Map<String, String> buildArguments,
      Platform platform,
      IgnoreSource ignored) {
    this.findings = findings;
    this.buildArguments = buildArguments;
    this.platform = platform;
    this.ignored = ignored;
  }

  @Override
  public void begins(Dockerfile file, Variables defaults, Variables globals) {
    TextChecks.check(file, findings);
    for (Stage stage : file.stages()) {
      InvalidDefaultArgInFrom.check(stage.from(), defaults, findings);
    }
    Set<String> declared = new HashSet<>();
    for (Arg arg : file.globalArguments()) {
      for (Arg.Definition definition : arg.definitions()) {
        declared.add(definition.name());
      }
    }
    for (Stage stage : file.stages()) {
      from(stage.from(), declared, globals);
    }
  }

  /// A mistake in one `FROM` is the build's to tell of.
  private void from(From from, Set<String> declared, Variables globals) {
    try {
      if (from.image().hasVariables()) {
        Template.Expansion image = from.image().expandTracked(globals);
        UndefinedArgInFrom.check(from, image, declared, globals, findings);
      }
      Template wanted = from.platform();
      if (wanted != null) {
        Template.Expansion expansion = wanted.expandTracked(globals);
        UndefinedArgInFrom.check(from, expansion, declared, globals, findings);
        RedundantTargetPlatform.check(from, wanted, expansion, globals, findings);
        FromPlatformFlagConstDisallowed.check(from, expansion, findings);
      }
    } catch (DockerfileException _) {
      // Said by who lowers it.
    }
  }

  @Override
  public void finds(Span place, String name, ImageConfig image, @Nullable Platform wanted) {
    Platform expected = wanted == null ? platform : wanted;
    InvalidBaseImagePlatform.check(place, name, image, expected, findings);
  }

  @Override
  public void continues(Stage stage, Stage earlier) {
    memory(stage).workdir = memory(earlier).workdir;
  }

  private StageMemory memory(Stage stage) {
    StageMemory memory = stages.get(stage.index());
    if (memory == null) {
      memory = new StageMemory();
      stages.put(stage.index(), memory);
    }
    return memory;
  }

  @Override
  public void meetsTrigger(Stage stage, Instruction instruction, StageScope scope) {
    findings.speakOf(stage.from());
    meets(stage, instruction, scope);
    findings.speakOf(null);
  }

  /// No switch over the types: the class that the JVM makes for one costs a millisecond of every
  /// build, and what no check asks about may be passed over.
  @Override
  public void meets(Stage stage, Instruction instruction, StageScope scope) {
    StageMemory memory = memory(stage);
    var variables = new UndefinedVar(instruction, scope, findings);
    if (instruction instanceof Run run) {
      variables.run(run);
    } else if (instruction instanceof Copy copy) {
      variables.copy(copy);
      if (copy.from() == null) {
        CopyIgnoredFile.check(copy, "Copy", copy.sources(), ignored, scope, findings);
      }
    } else if (instruction instanceof Add add) {
      variables.add(add);
      CopyIgnoredFile.check(add, "Add", add.sources(), ignored, scope, findings);
    } else if (instruction instanceof Env env) {
      variables.assignments(env.assignments());
      LegacyKeyValueFormat.check(env, env.assignments(), findings);
      for (var each : env.assignments()) {
        SecretsUsedInArgOrEnv.check(env, "ENV", expanded(each.name(), scope), findings);
      }
    } else if (instruction instanceof Arg arg) {
      arguments(arg, variables, scope);
    } else if (instruction instanceof Workdir workdir) {
      variables.template(workdir.path());
      WorkdirRelativePath.check(workdir, memory.workdir, scope, findings);
      memory.workdir = true;
    } else {
      setting(instruction, memory, variables, scope);
    }
  }

  private void setting(
      Instruction instruction, StageMemory memory, UndefinedVar variables, StageScope scope) {
    if (instruction instanceof Label label) {
      variables.assignments(label.assignments());
      LegacyKeyValueFormat.check(label, label.assignments(), findings);
    } else if (instruction instanceof Cmd cmd) {
      MultipleInstructionsDisallowed.check(memory.cmd, cmd, findings);
      memory.cmd = findings.placeOf(cmd);
      JSONArgsRecommended.check(cmd, cmd.command(), scope, findings);
    } else if (instruction instanceof Entrypoint entrypoint) {
      MultipleInstructionsDisallowed.check(memory.entrypoint, entrypoint, findings);
      memory.entrypoint = findings.placeOf(entrypoint);
      JSONArgsRecommended.check(entrypoint, entrypoint.command(), scope, findings);
    } else if (instruction instanceof HealthCheck check) {
      MultipleInstructionsDisallowed.check(memory.healthCheck, check, findings);
      memory.healthCheck = findings.placeOf(check);
    } else if (instruction instanceof Expose expose) {
      ports(expose, scope);
    } else if (instruction instanceof StopSignal stop) {
      variables.template(stop.signal());
    } else if (instruction instanceof User user) {
      variables.template(user.name());
    } else if (instruction instanceof Volume volume) {
      variables.templates(volume.paths());
    }
  }

  private static String expanded(Template name, StageScope scope) {
    return name.hasVariables() ? name.expand(scope.variables()) : name.text();
  }

  private void arguments(Arg arg, UndefinedVar variables, StageScope scope) {
    Variables seen = scope.variables();
    for (Arg.Definition definition : arg.definitions()) {
      SecretsUsedInArgOrEnv.check(arg, "ARG", definition.name(), findings);
      Template value = definition.defaultValue();
      if (value != null && !buildArguments.containsKey(definition.name())) {
        variables.template(value, seen);
        if (arg.definitions().size() > 1) {
          seen = seen.with(definition.name(), value.expand(seen));
        }
      }
    }
  }

  private void ports(Expose expose, StageScope scope) {
    for (Template template : expose.ports()) {
      String text = template.text();
      if (text.indexOf('/') < 0 && text.indexOf(':') < 0 && !template.hasVariables()) {
        continue;
      }
      for (String word : template.expandWords(scope.variables())) {
        ExposedPort port = ExposedPort.of(word);
        ExposeProtoCasing.check(expose, port, findings);
        ExposeInvalidFormat.check(expose, port, findings);
      }
    }
  }
}
