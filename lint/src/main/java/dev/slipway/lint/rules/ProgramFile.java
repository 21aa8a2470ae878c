package dev.slipway.lint.rules;

import dev.slipway.dockerfile.CleanPath;
import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.Template;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoCommand;
import dev.slipway.lint.go.GoProject;
import dev.slipway.lint.shell.ShellWord;
import dev.slipway.lint.stage.StageView;
import dev.slipway.lint.stage.Stages;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The file that a `go build` or `go install` makes.
final class ProgramFile {
  private ProgramFile() {}

  /// The command of a stage that makes the program which `word` starts, or null.
  static @Nullable GoCommand maker(Subject subject, StageView stage, String word) {
    for (GoCommand command : GoCommand.all(subject)) {
      if (command.links() && command.step().step().stage() == stage) {
        for (String output : all(subject, command)) {
          if (output.equals(found(stage, word, output))) {
            return command;
          }
        }
      }
    }
    return null;
  }

  /// A name without a slash is looked up in `PATH`, where `go install` puts programs.
  private static String found(StageView stage, String word, String output) {
    if (word.contains("/")) {
      return stage.end().resolve(word);
    }
    boolean onPath = output.startsWith("/go/bin/") || output.startsWith("/usr/local/bin/");
    return onPath && output.endsWith("/" + word) ? output : "";
  }

  /// Where a command writes its program, the first where it makes several.
  static String of(Subject subject, GoCommand command) {
    return all(subject, command).getFirst();
  }

  /// Where a command writes its programs: `./cmd/...` stands for all main packages below.
  static List<String> all(Subject subject, GoCommand command) {
    GoProject project = GoProject.of(subject);
    var files = new ArrayList<String>();
    for (ShellWord word : command.packages()) {
      String target = word.text();
      if (!target.endsWith("...")) {
        files.add(file(project, command, target));
        continue;
      }
      String plain = target.startsWith("./") ? target.substring(2) : target;
      String below = plain.substring(0, plain.length() - 3);
      for (String main : project.mains()) {
        if ((main + "/").startsWith(below)) {
          files.add(file(project, command, main));
        }
      }
    }
    return files.isEmpty() ? List.of(file(project, command, ".")) : files;
  }

  private static String file(GoProject project, GoCommand command, String target) {
    String plain = target.startsWith("./") ? target.substring(2) : target;
    String program = project.programName(plain.isEmpty() ? "." : plain);
    if (command.verb().equals("install")) {
      String bin = command.variable("GOBIN");
      String path = command.variable("GOPATH");
      return (bin.isEmpty() ? (path.isEmpty() ? "/root/go" : path) + "/bin" : bin) + "/" + program;
    }
    String output = command.value("o");
    if (output.isEmpty() && target.endsWith(".go")) {
      output = plain.substring(plain.lastIndexOf('/') + 1, plain.length() - 3);
    }
    if (output.isEmpty() || output.endsWith("/")) {
      output += program;
    }
    return command.step().step().scope().resolve(output);
  }

  /// Whether a copy takes what the command makes.
  static boolean makes(Subject subject, GoCommand command, Copy copy) {
    StageView from = Stages.of(subject).meant(copy.from());
    if (from == null || !from.chain().contains(command.step().step().stage())) {
      return false;
    }
    String output = of(subject, command);
    for (Template source : copy.sources()) {
      String path = "/" + from.end().expand(source);
      String clean = CleanPath.of(path);
      String absolute = clean.startsWith("/") ? clean : "/" + clean;
      boolean open = output.contains("$") || path.contains("$") || path.contains("*");
      if (open || absolute.equals(output) || output.startsWith(absolute + "/")) {
        return true;
      }
    }
    return false;
  }
}
