package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Heredoc;
import dev.slipway.dockerfile.Keyword;
import java.util.ArrayList;
import java.util.List;

/// Takes the lines of an instruction's heredocs from the file.
final class HeredocReader {
  private HeredocReader() {}

  /// Those of a `RUN`, `COPY` or `ADD` that is not in JSON form; none of another instruction.
  ///
  /// @param text the file's
  static List<Heredoc> read(InstructionLine line, LineReader lines, String text) {
    if (!line.line().text().contains("<<") || !canHaveHeredocs(line)) {
      return List.of();
    }
    var heredocs = new ArrayList<Heredoc>();
    for (Heredoc announced : HeredocMarker.announced(line.line().text(), line.span())) {
      heredocs.add(readOne(announced, line, lines, text));
    }
    return List.copyOf(heredocs);
  }

  private static boolean canHaveHeredocs(InstructionLine line) {
    InstructionLine inner = line;
    if (line.keyword().filter(keyword -> keyword == Keyword.ONBUILD).isPresent()) {
      inner = InstructionLine.split(line.line(), line.argumentsStart(), line.escape());
    }
    boolean takes =
        inner
            .keyword()
            .filter(k -> k == Keyword.RUN || k == Keyword.COPY || k == Keyword.ADD)
            .isPresent();
    return takes && inner.json().isEmpty();
  }

  private static Heredoc readOne(
      Heredoc announced, InstructionLine line, LineReader lines, String text) {
    int start = lines.offset();
    while (lines.hasLine()) {
      int end = lines.offset();
      if (announced.endsAt(lines.nextLine())) {
        return announced.withContent(text.substring(start, end));
      }
    }
    throw new DockerfileException(
        Diagnostic.error(
            line.span(),
            "unterminated heredoc",
            "end it with a line that is " + announced.name() + " and nothing else"));
  }
}
