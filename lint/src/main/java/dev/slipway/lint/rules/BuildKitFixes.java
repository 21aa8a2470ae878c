package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Assignment;
import dev.slipway.dockerfile.Command;
import dev.slipway.dockerfile.Env;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Label;
import dev.slipway.dockerfile.Maintainer;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Stage;
import dev.slipway.lint.Edit;
import dev.slipway.lint.Fix;
import dev.slipway.lint.Subject;
import dev.slipway.lint.shell.ShellCommand;
import dev.slipway.lint.shell.ShellScript;
import dev.slipway.lint.shell.ShellWord;
import dev.slipway.lint.stage.Writing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What mends a finding of BuildKit's checks, where that is certain.
public final class BuildKitFixes {
  private BuildKitFixes() {}

  /// Null where a person has to.
  ///
  /// @param check the check's name
  /// @param place where it found something
  public static @Nullable Fix of(Subject subject, String check, Span place) {
    for (Stage stage : subject.file().stages()) {
      for (Instruction instruction : stage.instructions()) {
        if (instruction.span().equals(place)) {
          return switch (check) {
            case "JSONArgsRecommended" -> exec(instruction);
            case "MaintainerDeprecated" -> label(subject, instruction);
            case "LegacyKeyValueFormat" -> pair(instruction);
            default -> null;
          };
        }
      }
    }
    return null;
  }

  /// One program with plain words needs no shell.
  private static @Nullable Fix exec(Instruction instruction) {
    if (!(ShippedStart.command(instruction) instanceof Command.Shell shell)) {
      return null;
    }
    List<ShellCommand> commands = ShellScript.of(shell.line()).commands();
    if (commands.size() != 1) {
      return null;
    }
    ShellCommand only = commands.getFirst();
    boolean plain =
        only.assignments().isEmpty()
            && only.redirections().isEmpty()
            && !isBuiltin(only.name())
            && only.words().stream().allMatch(ShellWord::literal);
    if (!plain || only.wrappers().stream().anyMatch(each -> !each.equals("exec"))) {
      return null;
    }
    String source = instruction.source();
    String keyword = source.substring(0, source.indexOf(' ') + 1);
    String text = keyword + JsonWords.of(ShippedStart.words(instruction));
    return Fix.of("start the program itself", new Edit(instruction.span(), text));
  }

  private static boolean isBuiltin(String name) {
    return switch (name) {
      case "cd", "export", "set", "ulimit", "umask", "source", ".", ":" -> true;
      default -> false;
    };
  }

  private static @Nullable Fix label(Subject subject, Instruction instruction) {
    if (!(instruction instanceof Maintainer) || instruction.source().contains("\"")) {
      return null;
    }
    String source = instruction.source();
    String name = source.substring(source.indexOf(' ') + 1).strip();
    return Fix.of(
        "write a label",
        Writing.of(subject)
            .replace(instruction, "LABEL org.opencontainers.image.authors=\"" + name + "\""));
  }

  private static @Nullable Fix pair(Instruction instruction) {
    List<Assignment> assignments =
        switch (instruction) {
          case Env env -> env.assignments();
          case Label label -> label.assignments();
          case Instruction _ -> List.of();
        };
    if (assignments.size() != 1 || !assignments.getFirst().legacy()) {
      return null;
    }
    Assignment only = assignments.getFirst();
    String value = only.value().text();
    if (value.contains("\"") || value.contains("'") || value.contains("\\")) {
      return null;
    }
    String source = instruction.source();
    String keyword = source.substring(0, source.indexOf(' ') + 1);
    String quoted = value.contains(" ") ? "\"" + value + "\"" : value;
    return Fix.of(
        "write name=value",
        new Edit(instruction.span(), keyword + only.name().text() + "=" + quoted));
  }
}
