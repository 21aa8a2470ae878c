package dev.slipway.dockerfile.print;

import dev.slipway.dockerfile.GoText;
import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.parse.SourceLayout;
import dev.slipway.dockerfile.parse.SourceLayout.Token;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The lines of one instruction. Where it breaks its lines, it goes on breaking them.
final class InstructionFormat {
  private static final String INDENTATION = "    ";

  private final SourceFile source;
  private final char escape;
  private final SourceLayout.Instruction instruction;
  private final StringBuilder text = new StringBuilder();
  private int nextToken;
  private boolean begun;

  InstructionFormat(SourceLayout layout, SourceLayout.Instruction instruction) {
    this.source = layout.source();
    this.escape = layout.directives().escape();
    this.instruction = instruction;
  }

  /// With all line ends.
  String text() {
    for (int line = instruction.firstLine(); line <= instruction.lastLine(); line++) {
      append(line);
    }
    appendHeredocs();
    return text.toString();
  }

  private void append(int number) {
    Span rest = instruction.rest();
    String line = source.line(number);
    boolean inside = number > instruction.firstLine();
    String trimmed = GoText.trim(line);
    if (inside && trimmed.isEmpty()) {
      return; // Docker warns of an empty line inside an instruction.
    }
    if (rest != null && number > rest.startLine()) {
      text.append(withoutTrailingBlanks(line)).append('\n');
    } else if (inside && trimmed.startsWith("#")) {
      text.append(hasMore(rest) && begun ? INDENTATION : "").append(trimmed).append('\n');
    } else {
      appendWords(number, rest, begun ? INDENTATION : "");
    }
  }

  private void appendWords(int number, @Nullable Span rest, String indentation) {
    int start = text.length();
    List<Token> tokens = instruction.tokens();
    while (nextToken < tokens.size() && tokens.get(nextToken).line() <= number) {
      text.append(text.length() == start ? indentation : " ");
      text.append(tokens.get(nextToken).text());
      nextToken++;
    }
    if (rest != null && rest.startLine() == number) {
      text.append(text.length() == start ? indentation : " ");
      text.append(withoutTrailingBlanks(source.line(number).substring(rest.startColumn() - 1)));
    } else if (text.length() > start && hasMore(rest)) {
      text.append(' ').append(escape);
    }
    if (text.length() > start) {
      text.append('\n');
      begun = true;
    }
  }

  private boolean hasMore(@Nullable Span rest) {
    return nextToken < instruction.tokens().size() || rest != null;
  }

  /// As they are, whatever ends their lines.
  private void appendHeredocs() {
    String heredocs = instruction.heredocs();
    text.append(heredocs);
    if (!heredocs.isEmpty() && heredocs.charAt(heredocs.length() - 1) != '\n') {
      text.append('\n');
    }
  }

  /// Without the spaces that an escape may have after it.
  private static String withoutTrailingBlanks(String line) {
    int end = line.length();
    while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
      end--;
    }
    return line.substring(0, end);
  }
}
