package dev.slipway.lint.shell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the shell's grammar as far as it decides what is started: lists, pipelines, compound
/// commands, quotes, substitutions, redirections, heredocs.
final class ShellParser {
  private static final int DEEPEST = 40;

  private final WordReader words;
  private final String text;
  private final List<ShellCommand> found = new ArrayList<>();
  private final Deque<String> heredocs = new ArrayDeque<>();
  private Joint joint = Joint.FIRST;
  private int depth;

  ShellParser(String text) {
    this.text = text;
    words = new WordReader(text, this::substitution);
  }

  ShellScript parse() {
    list();
    while (words.position < text.length()) { // A parenthesis too many.
      words.position++;
      list();
    }
    return new ShellScript(found, words.complete);
  }

  /// Reads `$(...)` from behind its parenthesis, to behind the one that closes it.
  private void substitution() {
    Joint before = joint;
    joint = Joint.FIRST;
    nested();
    joint = before;
  }

  private void nested() {
    if (depth == DEEPEST) {
      words.complete = false;
      words.position = text.length();
      return;
    }
    depth++;
    list();
    depth--;
    if (words.position < text.length()) {
      words.position++;
    } else {
      words.complete = false;
    }
  }

  /// Reads commands up to a closing parenthesis, which it leaves, or the end.
  private void list() {
    while (words.skipBlanks()) {
      char next = text.charAt(words.position);
      if (next == ')') {
        return;
      }
      if (!separator(next)) {
        command(next);
      }
    }
  }

  private boolean separator(char next) {
    boolean twice = text.startsWith(String.valueOf(next), words.position + 1);
    switch (next) {
      case '\n' -> {
        words.position++;
        skipHeredocs();
        joint = joint == Joint.FIRST ? Joint.FIRST : afterLine();
      }
      case ';' -> {
        words.position += twice ? 2 : 1;
        joint = Joint.THEN;
        if (twice) {
          skipPattern();
        }
      }
      case '&' -> {
        words.position += twice ? 2 : 1;
        joint = twice ? Joint.AND : Joint.BESIDE;
      }
      case '|' -> {
        words.position += twice ? 2 : 1;
        joint = twice ? Joint.OR : Joint.PIPE;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /// A line's end after an operator continues it.
  private Joint afterLine() {
    return joint == Joint.AND || joint == Joint.OR || joint == Joint.PIPE ? joint : Joint.THEN;
  }

  private void command(char next) {
    if (next == '(') {
      words.position++;
      if (text.startsWith("(", words.position)) {
        int end = text.indexOf("))", words.position);
        words.complete &= end >= 0;
        words.position = end < 0 ? text.length() : end + 2;
        return;
      }
      nested();
      joint = Joint.THEN;
      return;
    }
    int start = words.position;
    String word = words.peekPlain();
    switch (word) {
      case "if",
          "then",
          "elif",
          "else",
          "while",
          "until",
          "do",
          "!",
          "{",
          "fi",
          "done",
          "esac",
          "}" ->
          words.position += word.length();
      case "for", "select" -> skipTo(";\n");
      case "function" -> skipTo("{(");
      case "case" -> caseHead();
      default -> simple(start);
    }
  }

  private void skipTo(String ends) {
    while (words.position < text.length() && ends.indexOf(text.charAt(words.position)) < 0) {
      words.position++;
    }
  }

  private void caseHead() {
    words.position += "case".length();
    words.skipBlanks();
    words.read();
    words.skipBlanks();
    if (words.peekPlain().equals("in")) {
      words.position += 2;
    }
    skipPattern();
  }

  /// The `a|b)` of a case, where one follows.
  private void skipPattern() {
    while (words.skipBlanks() && text.charAt(words.position) == '\n') {
      words.position++;
    }
    if (words.peekPlain().equals("esac")) {
      return;
    }
    int end = text.indexOf(')', words.position);
    words.position = end < 0 ? text.length() : end + 1;
  }

  private void simple(int start) {
    var builder = new CommandBuilder(joint, depth, start);
    int end = start;
    while (words.skipBlanks() && "\n;&|()".indexOf(text.charAt(words.position)) < 0) {
      String operator = words.redirection();
      if (operator != null) {
        redirect(builder, operator);
      } else {
        builder.add(words.read());
      }
      end = words.position;
    }
    if (text.startsWith("()", words.position)) { // A function's name.
      words.position += 2;
      return;
    }
    if (words.position < text.length() && text.charAt(words.position) == '(') {
      words.position++; // No command has one inside: give the rest a chance.
    }
    ShellCommand command = builder.build(end);
    if (command != null) {
      found.add(command);
      addInner(command);
    }
    joint = Joint.THEN;
  }

  private void redirect(CommandBuilder builder, String operator) {
    words.skipBlanks();
    if (words.position >= text.length()) {
      return;
    }
    ShellWord target = words.read();
    if (operator.startsWith("<<") && !operator.equals("<<<")) {
      heredocs.add((operator.endsWith("-") ? "-" : " ") + target.text());
    } else {
      builder.add(new Redirection(operator, target));
    }
  }

  private void skipHeredocs() {
    for (@Nullable String name = heredocs.poll(); name != null; name = heredocs.poll()) {
      boolean ended = false;
      while (!ended && words.position < text.length()) {
        int newline = text.indexOf('\n', words.position);
        int end = newline < 0 ? text.length() : newline;
        String line = text.substring(words.position, end);
        ended = (name.startsWith("-") ? line.stripLeading() : line).equals(name.substring(1));
        words.position = Math.min(text.length(), end + 1);
      }
    }
  }

  /// The text of `sh -c '...'` is read too; its commands stand where the word stands.
  private void addInner(ShellCommand command) {
    String name = command.name();
    if (!(name.equals("sh") || name.equals("bash") || name.equals("ash")) || depth == DEEPEST) {
      return;
    }
    List<ShellWord> arguments = command.arguments();
    for (int i = 0; i + 1 < arguments.size(); i++) {
      String option = arguments.get(i).text();
      if (option.startsWith("-") && !option.startsWith("--") && option.endsWith("c")) {
        ShellWord script = arguments.get(i + 1);
        for (ShellCommand inner : ShellScript.of(script.text()).commands()) {
          found.add(CommandBuilder.placed(inner, script, depth + 1));
        }
        return;
      }
    }
  }
}
