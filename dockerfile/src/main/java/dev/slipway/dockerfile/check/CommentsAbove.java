package dev.slipway.dockerfile.check;

import dev.slipway.dockerfile.CheckOptions;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.GoText;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The comments between an instruction and the one before it: they describe what it defines, and
/// may leave checks out.
public final class CommentsAbove {
  private CommentsAbove() {}

  /// Their texts, from the top. An empty comment parts what is above it from the instruction; empty
  /// lines do not, and directives are none.
  public static List<String> of(SourceFile source, Instruction instruction) {
    int first = instruction.span().startLine();
    while (first > 1 && isCommentOrEmpty(source.line(first - 1))) {
      first--;
    }
    int directives = first == 1 ? directives(source) : 0;
    var comments = new ArrayList<String>();
    for (int number = first; number < instruction.span().startLine(); number++) {
      String line = source.line(number);
      if (GoText.skipSpaces(line, 0) == line.length() || number <= directives) {
        continue;
      }
      // As Docker: of an indented comment a space is taken away, and the `#` stays.
      String comment = GoText.trim(line.substring(1));
      if (comment.isEmpty()) {
        comments.clear();
      } else {
        comments.add(comment);
      }
    }
    return comments;
  }

  /// What is said of `name` in `name what it is`, empty where nothing is.
  public static String description(SourceFile source, Instruction instruction, String name) {
    for (String comment : of(source, instruction)) {
      if (comment.startsWith(name + " ")) {
        return comment.substring(name.length() + 1);
      }
    }
    return "";
  }

  /// `options` with those of a `check=` comment above the instruction; one with a mistake is no
  /// such comment.
  static CheckOptions options(SourceFile source, Instruction instruction, CheckOptions options) {
    for (String comment : of(source, instruction)) {
      String value = directive(comment, "check");
      if (value != null) {
        return merged(options, value, instruction.span());
      }
    }
    return options;
  }

  private static CheckOptions merged(CheckOptions options, String value, Span span) {
    int space = value.indexOf(' ');
    CheckOptions own;
    try {
      own = CheckOptions.parse(new Word(space < 0 ? value : value.substring(0, space), span));
    } catch (DockerfileException _) {
      return options;
    }
    return new CheckOptions(
        options.skipAll() || own.skipAll(),
        joined(options.skipped(), own.skipped()),
        options.error(),
        options.experimentalAll() || own.experimentalAll(),
        joined(options.experimental(), own.experimental()));
  }

  private static Set<String> joined(Set<String> names, Set<String> more) {
    var all = new TreeSet<>(names);
    all.addAll(more);
    return all;
  }

  private static boolean isCommentOrEmpty(String line) {
    int start = GoText.skipSpaces(line, 0);
    return start == line.length() || line.charAt(start) == '#';
  }

  /// How many lines at the top are parser directives.
  private static int directives(SourceFile source) {
    int number = 0;
    while (isDirective(source.line(number + 1))) {
      number++;
    }
    return number;
  }

  private static boolean isDirective(String line) {
    int hash = GoText.skipSpaces(line, 0);
    if (hash == line.length() || line.charAt(hash) != '#') {
      return false;
    }
    String text = line.substring(GoText.skipSpaces(line, hash + 1));
    return directive(text, "check") != null
        || directive(text, "syntax") != null
        || directive(text, "escape") != null;
  }

  /// The value in `name = value`, null where the text is no such directive.
  private static @Nullable String directive(String text, String name) {
    int equals = text.indexOf('=');
    if (equals < 0
        || !GoText.trim(text.substring(0, equals)).toLowerCase(Locale.ROOT).equals(name)
        || GoText.isSpace(text.charAt(0))) {
      return null;
    }
    String value = GoText.trim(text.substring(equals + 1));
    return value.isEmpty() ? null : value;
  }
}
