package dev.slipway.lint.stage;

import dev.slipway.dockerfile.Arg;
import dev.slipway.dockerfile.Assignment;
import dev.slipway.dockerfile.BindMount;
import dev.slipway.dockerfile.CacheMount;
import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.Env;
import dev.slipway.dockerfile.From;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Run;
import dev.slipway.dockerfile.RunMount;
import dev.slipway.dockerfile.Shell;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.User;
import dev.slipway.dockerfile.Variables;
import dev.slipway.dockerfile.Word;
import dev.slipway.dockerfile.Workdir;
import dev.slipway.lint.Subject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All stages of a file, and which of them are shipped: the last one and those that it continues.
public final class Stages {
  private final List<StageView> all = new ArrayList<>();
  private Variables globals = Variables.EMPTY;

  private Stages() {}

  /// Those of the subject.
  public static Stages of(Subject subject) {
    return subject.view(Stages.class, Stages::read);
  }

  private static Stages read(Subject subject) {
    var stages = new Stages();
    Dockerfile file = subject.file();
    Scope scope = platform();
    for (Arg arg : file.globalArguments()) {
      scope = stages.declared(scope, arg, false);
    }
    stages.globals = scope.variables();
    for (Stage stage : file.stages()) {
      stages.all.add(stages.stage(subject, stage, scope));
    }
    return stages;
  }

  /// A `FROM` may choose a stage by what it is built for: the commonest platform stands for all.
  private static Scope platform() {
    return Scope.EMPTY
        .withArgument("BUILDPLATFORM", "linux/amd64")
        .withArgument("BUILDOS", "linux")
        .withArgument("BUILDARCH", "amd64")
        .withArgument("TARGETPLATFORM", "linux/amd64")
        .withArgument("TARGETOS", "linux")
        .withArgument("TARGETARCH", "amd64");
  }

  private static boolean isPlatform(String name) {
    return platform().variables().get(name) != null;
  }

  private StageView stage(Subject subject, Stage stage, Scope global) {
    From from = stage.from();
    String image = global.expand(from.image());
    StageView parent = named(image);
    boolean known = !image.contains("$") && !image.isEmpty() && !image.endsWith(":");
    var view = new StageView(stage, Base.of(image, known), parent);
    Scope scope = parent == null ? atBase(view.base()) : parent.end();
    int index = 0;
    for (Instruction instruction : stage.instructions()) {
      var step = new Step(view, index++, instruction, scope);
      RunStep run = instruction instanceof Run it ? RunStep.of(subject, step, it) : null;
      view.add(step, run);
      scope = after(scope, instruction);
    }
    view.endsWith(scope);
    return view;
  }

  /// What Go's images set is known; of others nothing is.
  private static Scope atBase(Base base) {
    return base.isGolang()
        ? Scope.EMPTY.withWorkdir("/go").withEnvironment("GOPATH", "/go")
        : Scope.EMPTY;
  }

  private Scope after(Scope scope, Instruction instruction) {
    return switch (instruction) {
      case Workdir workdir -> scope.withWorkdir(scope.resolve(scope.expand(workdir.path())));
      case User user -> scope.withUser(scope.expand(user.name()));
      case Shell shell -> scope.withShell(String.join(" ", shell.arguments()));
      case Env env -> {
        Scope changed = scope;
        for (Assignment each : env.assignments()) {
          changed = changed.withEnvironment(scope.expand(each.name()), scope.expand(each.value()));
        }
        yield changed;
      }
      case Arg arg -> declared(scope, arg, true);
      case Instruction _ -> scope;
    };
  }

  private Scope declared(Scope scope, Arg arg, boolean inStage) {
    Scope changed = scope;
    for (Arg.Definition definition : arg.definitions()) {
      Template value = definition.defaultValue();
      String global = globals.get(definition.name());
      if (value != null) {
        changed = changed.withArgument(definition.name(), changed.expand(value));
      } else if (inStage && global != null && !isPlatform(definition.name())) {
        changed = changed.withArgument(definition.name(), global);
      }
    }
    return changed;
  }

  private @Nullable StageView named(String name) {
    for (StageView view : all.reversed()) {
      if (view.stage().isNamed(name)) {
        return view;
      }
    }
    return null;
  }

  /// The stage that `--from` means, by name or number; null where it is an image.
  public @Nullable StageView meant(@Nullable Word from) {
    if (from == null) {
      return null;
    }
    StageView named = named(from.text());
    if (named != null || from.text().isEmpty() || !Character.isDigit(from.text().charAt(0))) {
      return named;
    }
    try {
      int number = Integer.parseInt(from.text());
      return number < all.size() ? all.get(number) : null;
    } catch (NumberFormatException _) {
      return null;
    }
  }

  /// Every stage, in order.
  public List<StageView> all() {
    return List.copyOf(all);
  }

  /// The one that a build without `--target` makes.
  public StageView last() {
    return all.getLast();
  }

  /// Whether the stage's files and settings are in the image.
  public boolean isShipped(StageView stage) {
    return last().chain().contains(stage);
  }

  /// Whether a later stage copies from it or mounts it.
  public boolean isCopiedFrom(StageView stage) {
    for (StageView other : all) {
      for (Step step : other.steps()) {
        if (step.instruction() instanceof Copy copy && meant(copy.from()) == stage) {
          return true;
        }
      }
      for (RunStep run : other.runs()) {
        for (RunMount mount : run.mounts()) {
          Word from =
              switch (mount) {
                case BindMount bind -> bind.from();
                case CacheMount cache -> cache.from();
                case RunMount _ -> null;
              };
          if (from != null && meant(from) == stage) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /// Whether the stage's files can be in an image that is kept: it ends one, or one copies from it.
  /// What is only mounted is a tool.
  public boolean leavesFiles(StageView stage) {
    return leavesFiles(stage, new ArrayList<>());
  }

  private boolean leavesFiles(StageView stage, List<StageView> seen) {
    if (seen.contains(stage)) {
      return false;
    }
    seen.add(stage);
    if (isShipped(stage)) {
      return true;
    }
    boolean used = isCopiedFrom(stage);
    for (StageView other : all) {
      boolean takes = other.parent() == stage;
      used |= takes;
      for (Step step : other.steps()) {
        takes |= step.instruction() instanceof Copy copy && meant(copy.from()) == stage;
      }
      if (takes && leavesFiles(other, seen)) {
        return true;
      }
    }
    return !used;
  }

  /// Every `RUN` of every stage.
  public List<RunStep> runs() {
    var runs = new ArrayList<RunStep>();
    for (StageView view : all) {
      runs.addAll(view.runs());
    }
    return runs;
  }

  /// Every instruction of every stage.
  public List<Step> steps() {
    var steps = new ArrayList<Step>();
    for (StageView view : all) {
      steps.addAll(view.steps());
    }
    return steps;
  }
}
