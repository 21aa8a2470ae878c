package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.parse.CommandText;
import dev.slipway.lint.Edit;
import dev.slipway.lint.Fix;
import dev.slipway.lint.go.GoCommand;
import dev.slipway.lint.shell.ShellWord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Edits of what `go build` is told, and what its linker flags name.
final class GoFlags {
  private GoFlags() {}

  /// A flag behind the verb.
  static @Nullable Fix add(GoCommand command, String flag, String change) {
    Edit edit = addition(command, flag);
    return edit == null ? null : Fix.of(change, edit);
  }

  static @Nullable Edit addition(GoCommand command, String flag) {
    return isPlain(command, command.verbWord())
        ? insertion(command, command.verbWord().end(), " " + flag)
        : null;
  }

  /// Whether the word stands in the file as it is read, so that it can be edited.
  private static boolean isPlain(GoCommand command, ShellWord word) {
    CommandText text = command.step().text();
    return text != null && text.text().startsWith(word.text(), word.start());
  }

  private static Edit insertion(GoCommand command, int at, String text) {
    CommandText source = java.util.Objects.requireNonNull(command.step().text());
    Span before = at == 0 ? source.span(0, 0) : source.span(at - 1, at);
    int line = at == 0 ? before.startLine() : before.endLine();
    int column = at == 0 ? before.startColumn() : before.endColumn();
    return new Edit(new Span(line, column, line, column), text);
  }

  /// Words in `-ldflags`, which is added where there is none.
  static @Nullable Fix addLinkFlags(GoCommand command, String words, String change) {
    Edit edit = inValue(command, "ldflags", " " + words, "-ldflags=\"" + words + "\"");
    return edit == null ? null : Fix.of(change, edit);
  }

  static @Nullable Fix addTag(GoCommand command, String tag, String change) {
    Edit edit = tagEdit(command, tag);
    return edit == null ? null : Fix.of(change, edit);
  }

  static @Nullable Edit tagEdit(GoCommand command, String tag) {
    String separator = command.value("tags").contains(" ") ? " " : ",";
    return inValue(command, "tags", separator + tag, "-tags=" + tag);
  }

  /// @param more what is put behind the value of the flag
  /// @param whole the flag where there is none
  static @Nullable Edit inValue(GoCommand command, String name, String more, String whole) {
    GoCommand.Flag flag = command.flag(name);
    CommandText text = command.step().text();
    if (flag == null || text == null) {
      return flag == null ? addition(command, whole) : null;
    }
    int end = flag.last().end();
    if (end > text.text().length() || !isPlain(command, command.verbWord())) {
      return null;
    }
    char last = text.text().charAt(end - 1);
    if (last == '"' || last == '\'') {
      return insertion(command, end - 1, more);
    }
    if (!more.startsWith(" ")) {
      return insertion(command, end, more);
    }
    int start = flag.first().start();
    return new Edit(text.span(start, end), "-" + name + "=\"" + flag.value() + more + "\"");
  }

  /// `CGO_ENABLED=0` in front of the command.
  static @Nullable Fix withoutCgo(GoCommand command, String change) {
    Edit edit = cgoOff(command);
    return edit == null ? null : Fix.of(change, edit);
  }

  static @Nullable Edit cgoOff(GoCommand command) {
    ShellWord program = command.command().words().getFirst();
    boolean set = command.assignment("CGO_ENABLED") != null;
    return set || !isPlain(command, program)
        ? null
        : insertion(command, program.start(), "CGO_ENABLED=0 ");
  }

  /// The names that `-X name=value` sets.
  static List<String> linkVariables(String flags) {
    var names = new ArrayList<String>();
    String[] words = flags.split("\\s+", -1);
    for (int i = 0; i < words.length; i++) {
      String word = words[i].replace("'", "").replace("\"", "");
      String assignment = "";
      if (word.equals("-X") && i + 1 < words.length) {
        assignment = words[i + 1].replace("'", "").replace("\"", "");
      } else if (word.startsWith("-X=")) {
        assignment = word.substring(3);
      }
      int equals = assignment.indexOf('=');
      if (equals > 0) {
        names.add(assignment.substring(0, equals));
      }
    }
    return names;
  }

  /// The shell variables in a text.
  static List<String> variables(String text) {
    var names = new ArrayList<String>();
    for (int dollar = text.indexOf('$'); dollar >= 0; dollar = text.indexOf('$', dollar + 1)) {
      int start = text.startsWith("{", dollar + 1) ? dollar + 2 : dollar + 1;
      int end = start;
      while (end < text.length()
          && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
        end++;
      }
      boolean defaulted = end < text.length() && start == dollar + 2 && text.charAt(end) == ':';
      if (end > start && Character.isLetter(text.charAt(start)) && !defaulted) {
        names.add(text.substring(start, end));
      }
    }
    return names;
  }
}
