package dev.slipway.lint.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A program that is started, with its words. `sudo`, `env`, `exec` and their like are taken away
/// from in front of it.
///
/// @param depth 0 in the text itself, more in subshells and substitutions
/// @param wrappers what was taken away, `sudo` for instance
public record ShellCommand(
    Joint joint,
    int depth,
    List<String> wrappers,
    List<Assignment> assignments,
    List<ShellWord> words,
    List<Redirection> redirections,
    int start,
    int end) {
  /// Copies the lists.
  public ShellCommand {
    wrappers = List.copyOf(wrappers);
    assignments = List.copyOf(assignments);
    words = List.copyOf(words);
    redirections = List.copyOf(redirections);
  }

  /// The program without its directory; empty where there are only assignments.
  public String name() {
    return words.isEmpty() ? "" : words.getFirst().baseName();
  }

  /// Whether it is that program.
  public boolean is(String program) {
    return name().equals(program);
  }

  /// The words behind the program.
  public List<ShellWord> arguments() {
    return words.isEmpty() ? List.of() : words.subList(1, words.size());
  }

  /// Those that do not begin with a dash.
  public List<ShellWord> operands() {
    var operands = new ArrayList<ShellWord>();
    for (ShellWord word : arguments()) {
      if (!word.text().startsWith("-")) {
        operands.add(word);
      }
    }
    return operands;
  }

  /// The first operand, which many programs take as a verb; empty where there is none.
  public String verb() {
    for (ShellWord word : arguments()) {
      if (!word.text().startsWith("-")) {
        return word.text();
      }
    }
    return "";
  }

  /// Whether a word is one of these, or `--name=...` of one of these.
  public boolean has(String... names) {
    return find(names) != null;
  }

  /// The first such word.
  public @Nullable ShellWord find(String... names) {
    for (ShellWord word : arguments()) {
      for (String name : names) {
        if (word.text().equals(name)
            || (name.startsWith("--") && word.text().startsWith(name + "="))) {
          return word;
        }
      }
    }
    return null;
  }

  /// Whether a letter stands among the short options, alone or with others: `-qqy` has `y`.
  public boolean hasLetter(char letter) {
    for (ShellWord word : arguments()) {
      String text = word.text();
      if (text.length() > 1
          && text.charAt(0) == '-'
          && text.charAt(1) != '-'
          && text.indexOf(letter) > 0) {
        return true;
      }
    }
    return false;
  }

  /// The value of an assignment in front of the program.
  public @Nullable String assigned(String name) {
    for (Assignment assignment : assignments) {
      if (assignment.name().equals(name)) {
        return assignment.value();
      }
    }
    return null;
  }
}
