package dev.slipway.lint.stage;

import dev.slipway.dockerfile.CacheMount;
import dev.slipway.dockerfile.Command;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Run;
import dev.slipway.dockerfile.RunMount;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.parse.CommandText;
import dev.slipway.lint.Subject;
import dev.slipway.lint.shell.Assignment;
import dev.slipway.lint.shell.Joint;
import dev.slipway.lint.shell.ShellCommand;
import dev.slipway.lint.shell.ShellScript;
import dev.slipway.lint.shell.ShellWord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A `RUN` with the commands in it.
///
/// @param text null in exec form, which no shell reads
public record RunStep(
    Step step,
    Run run,
    @Nullable CommandText text,
    List<ShellCommand> commands,
    List<RunMount> mounts) {
  /// Copies the lists.
  public RunStep {
    commands = List.copyOf(commands);
    mounts = List.copyOf(mounts);
  }

  static RunStep of(Subject subject, Step step, Run run) {
    List<RunMount> mounts = mounts(step, run);
    return switch (run.command()) {
      case Command.Shell shell -> {
        boolean other = run.script() != null || !readsSh(step.scope().shell());
        var text = CommandText.of(subject.file(), run, shell);
        List<ShellCommand> commands = other ? List.of() : ShellScript.of(shell.line()).commands();
        yield new RunStep(step, run, text, commands, mounts);
      }
      case Command.Exec exec -> new RunStep(step, run, null, single(exec), mounts);
    };
  }

  private static boolean readsSh(String shell) {
    String program =
        shell.substring(0, shell.indexOf(' ') < 0 ? shell.length() : shell.indexOf(' '));
    return program.endsWith("sh") && !program.endsWith("pwsh");
  }

  private static List<ShellCommand> single(Command.Exec exec) {
    var words = new ArrayList<ShellWord>();
    for (String argument : exec.arguments()) {
      words.add(new ShellWord(argument, true, 0, 0));
    }
    return words.isEmpty()
        ? List.of()
        : List.of(new ShellCommand(Joint.FIRST, 0, List.of(), List.of(), words, List.of(), 0, 0));
  }

  private static List<RunMount> mounts(Step step, Run run) {
    try {
      return run.mounts(step.scope().variables());
    } catch (DockerfileException _) {
      return List.of(); // The build tells of it.
    }
  }

  /// Where a command stands.
  public Span span(ShellCommand command) {
    return text == null ? run.span() : text.span(command.start(), command.end());
  }

  /// Where a word stands.
  public Span span(ShellWord word) {
    return text == null ? run.span() : text.span(word.start(), word.end());
  }

  /// Where an assignment stands.
  public Span span(Assignment assignment) {
    return text == null ? run.span() : text.span(assignment.start(), assignment.end());
  }

  /// Where the flags go: an empty span before the command.
  public Span beginning() {
    return text == null ? run.span() : text.beginning();
  }

  /// Whether a cache is mounted there, or above.
  public boolean hasCacheAt(String directory) {
    String wanted = step.scope().resolve(directory);
    for (RunMount mount : mounts) {
      if (mount instanceof CacheMount cache) {
        String target = step.scope().resolve(cache.target());
        if (wanted.equals(target) || wanted.startsWith(target + "/")) {
          return true;
        }
      }
    }
    return false;
  }

  /// What `NAME` is when `command` runs: set before it, exported above it, or in the environment.
  public String variable(String name, ShellCommand command) {
    String value = step.scope().variables().get(name);
    for (ShellCommand earlier : commands) {
      boolean exported = earlier.is("export") || earlier.words().isEmpty();
      if ((earlier.equals(command) || exported) && earlier.assigned(name) != null) {
        value = earlier.assigned(name);
      }
      if (earlier.equals(command)) {
        break;
      }
    }
    return value == null ? "" : value;
  }

  /// Whether a later command of the same step is that program with that word.
  public boolean has(String program, String word) {
    for (ShellCommand command : commands) {
      if (command.is(program) && command.has(word)) {
        return true;
      }
    }
    return false;
  }
}
