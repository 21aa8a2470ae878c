package dev.slipway.lint.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects a command's words, and takes away what only passes the rest on.
final class CommandBuilder {
  private final Joint joint;
  private final int depth;
  private final int start;
  private final List<Assignment> assignments = new ArrayList<>();
  private final List<ShellWord> words = new ArrayList<>();
  private final List<Redirection> redirections = new ArrayList<>();
  private final List<String> wrappers = new ArrayList<>();

  CommandBuilder(Joint joint, int depth, int start) {
    this.joint = joint;
    this.depth = depth;
    this.start = start;
  }

  void add(Redirection redirection) {
    redirections.add(redirection);
  }

  void add(ShellWord word) {
    Assignment assignment = words.isEmpty() ? assignment(word) : null;
    if (assignment != null) {
      assignments.add(assignment);
    } else {
      words.add(word);
    }
  }

  private static @Nullable Assignment assignment(ShellWord word) {
    String text = word.text();
    int equals = text.indexOf('=');
    if (equals < 1) {
      return null;
    }
    for (int i = 0; i < equals; i++) {
      char c = text.charAt(i);
      boolean part = c == '_' || Character.isLetter(c) || (i > 0 && Character.isDigit(c));
      if (!part) {
        return null;
      }
    }
    return new Assignment(
        text.substring(0, equals), text.substring(equals + 1), word.start(), word.end());
  }

  /// Null where there is nothing at all.
  @Nullable ShellCommand build(int end) {
    while (unwrap()) {
      wrappers.add(words.removeFirst().baseName());
      dropWrapperOptions();
    }
    if (words.isEmpty() && assignments.isEmpty() && redirections.isEmpty()) {
      return null;
    }
    if (!words.isEmpty() && words.getFirst().text().equals("export")) {
      for (ShellWord word : words.subList(1, words.size())) {
        Assignment assignment = assignment(word);
        if (assignment != null) {
          assignments.add(assignment);
        }
      }
    }
    return new ShellCommand(joint, depth, wrappers, assignments, words, redirections, start, end);
  }

  private boolean unwrap() {
    return words.size() > 1
        && switch (words.getFirst().baseName()) {
          case "sudo", "env", "exec", "command", "time", "nice", "nohup", "builtin" -> true;
          default -> false;
        };
  }

  private void dropWrapperOptions() {
    while (!words.isEmpty()) {
      ShellWord first = words.getFirst();
      Assignment assignment = assignment(first);
      if (assignment != null) {
        assignments.add(assignment);
      } else if (!first.text().startsWith("-")) {
        return;
      }
      words.removeFirst();
    }
  }

  /// A command of an inner text, at the place of the word that holds it.
  static ShellCommand placed(ShellCommand inner, ShellWord place, int depth) {
    var words = new ArrayList<ShellWord>();
    for (ShellWord word : inner.words()) {
      words.add(new ShellWord(word.text(), word.literal(), place.start(), place.end()));
    }
    var assignments = new ArrayList<Assignment>();
    for (Assignment each : inner.assignments()) {
      assignments.add(new Assignment(each.name(), each.value(), place.start(), place.end()));
    }
    return new ShellCommand(
        inner.joint(),
        depth + inner.depth(),
        inner.wrappers(),
        assignments,
        words,
        inner.redirections(),
        place.start(),
        place.end());
  }
}
