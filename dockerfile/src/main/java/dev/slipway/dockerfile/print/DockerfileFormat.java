package dev.slipway.dockerfile.print;

import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.GoText;
import dev.slipway.dockerfile.parse.SourceLayout;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// One way to lay out a Dockerfile: keywords in capitals, one space between words, continued words
/// indented by four, at most one empty line, one before each stage.
///
/// What means something stays: what a shell reads (byte for byte), comments, heredocs, directives.
/// A formatted text is formatted already.
public final class DockerfileFormat {
  private final SourceLayout layout;
  private final List<Block> blocks = new ArrayList<>();
  private boolean afterEmptyLine;

  /// Lines that stay together, such as an instruction's.
  ///
  /// @param text with all line ends
  /// @param afterEmptyLine whether an empty line stands before it
  private record Block(String text, boolean comment, boolean stage, boolean afterEmptyLine) {}

  private DockerfileFormat(SourceLayout layout) {
    this.layout = layout;
  }

  /// The text in its best layout.
  ///
  /// @param name what diagnostics call the file
  /// @throws DockerfileException with the first mistake of a text that cannot be taken apart
  public static String format(String name, String text) {
    String formatted = layOut(name, text);
    return Meaning.of(text).equals(Meaning.of(formatted)) ? formatted : text;
  }

  static String layOut(String name, String text) {
    return new DockerfileFormat(SourceLayout.of(name, text)).format();
  }

  private String format() {
    int line = 1;
    for (SourceLayout.Instruction instruction : layout.instructions()) {
      addComments(line, instruction.firstLine());
      var lines = new InstructionFormat(layout, instruction);
      add(lines.text(), false, instruction.beginsStage());
      line = instruction.endLine() + 1;
    }
    addComments(line, layout.source().lines().size() + 1);
    return join();
  }

  /// The comments from one line to before another.
  private void addComments(int from, int to) {
    for (int number = from; number < to; number++) {
      String line = layout.source().line(number);
      if (GoText.trim(line).isEmpty()) {
        afterEmptyLine = true;
      } else {
        // An indented directive is not seen by all who look for it.
        String kept = number <= layout.directiveLines() ? line : GoText.trim(line);
        add(kept + "\n", true, false);
      }
    }
  }

  private void add(String text, boolean comment, boolean stage) {
    blocks.add(new Block(text, comment, stage, afterEmptyLine));
    afterEmptyLine = false;
  }

  private String join() {
    BitSet breaks = stageBreaks();
    var text = new StringBuilder();
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      // What is a comment below an empty line could be a directive without it.
      boolean empty = block.afterEmptyLine() && (i > 0 || block.comment());
      text.append(empty || breaks.get(i) ? "\n" : "").append(block.text());
    }
    return text.toString();
  }

  /// The stages but the first, or the comments that stand right above them.
  private BitSet stageBreaks() {
    var breaks = new BitSet();
    boolean first = true;
    for (int stage = 0; stage < blocks.size(); stage++) {
      if (!blocks.get(stage).stage()) {
        continue;
      }
      int top = stage;
      while (top > 0 && !blocks.get(top).afterEmptyLine() && blocks.get(top - 1).comment()) {
        top--;
      }
      if (!first) {
        breaks.set(top);
      }
      first = false;
    }
    return breaks;
  }
}
