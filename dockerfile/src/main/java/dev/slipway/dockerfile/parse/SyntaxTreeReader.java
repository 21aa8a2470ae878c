package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.GoText;
import dev.slipway.dockerfile.Heredoc;
import dev.slipway.dockerfile.Keyword;
import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.Span;
import java.util.ArrayList;
import java.util.List;

/// Makes a syntax tree of a text.
final class SyntaxTreeReader {
  /// No build takes more than one; a tree of any depth would be one that nobody can walk.
  private static final int MOST_NESTED = 100;

  private final SourceFile source;
  private final List<SyntaxTree.Warning> warnings = new ArrayList<>();

  private SyntaxTreeReader(SourceFile source) {
    this.source = source;
  }

  static SyntaxTree read(String name, String text) {
    var reader = new SyntaxTreeReader(SourceFile.of(name, DockerfileParser.withoutMark(text)));
    try {
      return reader.read();
    } catch (DockerfileException e) {
      throw e.in(reader.source);
    }
  }

  private SyntaxTree read() {
    List<Diagnostic> tooLong = LongLines.find(source);
    if (!tooLong.isEmpty()) {
      throw new DockerfileException(source, tooLong);
    }
    char escape = DirectiveReader.escape(source);
    var lines = new LineReader(source, escape);
    var nodes = new ArrayList<SyntaxNode>();
    LogicalLine line = lines.next();
    while (line != null) {
      if (lines.hadEmptyLine()) {
        warnings.add(
            new SyntaxTree.Warning(
                lines.number(), "Empty continuation line found in: " + line.text()));
      }
      nodes.add(node(InstructionLine.split(line, 0, escape), lines));
      line = lines.next();
    }
    if (nodes.isEmpty()) {
      throw new DockerfileException(
          Diagnostic.error(new Span(1, 1, 1, 1), "file with no instructions", "begin with FROM"));
    }
    return new SyntaxTree(escape, nodes, warnings);
  }

  private SyntaxNode node(InstructionLine line, LineReader lines) {
    SyntaxNode node = node(line);
    List<Heredoc> heredocs = HeredocReader.read(line, lines, source.text());
    return node.at(line.line().startLine(), lines.number(), heredocs);
  }

  /// From the outermost trigger to the innermost, and back.
  private static SyntaxNode node(InstructionLine line) {
    var outer = new ArrayList<SyntaxNode>();
    InstructionLine inner = line;
    while (inner.keyword().orElse(null) == Keyword.ONBUILD && inner.hasArguments()) {
      if (outer.size() == MOST_NESTED) {
        throw line.failure(line.nameSpan(), "ONBUILD is nested too deeply", "write one ONBUILD");
      }
      outer.add(flat(inner, outer.isEmpty()));
      inner = InstructionLine.split(inner.line(), inner.argumentsStart(), inner.escape());
    }
    SyntaxNode node = flat(inner, outer.isEmpty());
    for (SyntaxNode each : outer.reversed()) {
      node = each.holding(node);
    }
    return node;
  }

  private static SyntaxNode flat(InstructionLine line, boolean whole) {
    var arguments = NodeArguments.of(line);
    var flags = new ArrayList<String>();
    for (Flag flag : line.flags()) {
      flags.add("--" + flag.name() + (flag.value() == null ? "" : "=" + flag.value()));
    }
    String text = line.line().text();
    return new SyntaxNode(
        GoText.lowerCase(line.name()),
        flags,
        arguments.json(),
        arguments.words(),
        null,
        0,
        0,
        whole ? text : text.substring(line.start(), line.argumentsEnd()),
        List.of());
  }
}
