package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.Directives;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Heredoc;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Keyword;
import dev.slipway.dockerfile.Severity;
import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// From text to records.
public final class DockerfileParser {
  private static final char REPLACED = '\ufffd';
  private static final Span START = new Span(1, 1, 1, 1);

  /// Not put together of `Comparator`'s own, which the JVM cannot keep from one start to the next.
  private static final Comparator<Diagnostic> IN_ORDER =
      (one, other) -> {
        int lines = Integer.compare(one.span().startLine(), other.span().startLine());
        return lines != 0
            ? lines
            : Integer.compare(one.span().startColumn(), other.span().startColumn());
      };

  private final SourceFile source;
  private final List<Diagnostic> errors = new ArrayList<>();
  private final List<Diagnostic> warnings = new ArrayList<>();
  private final StageList stages = new StageList();

  /// Whether the file's own choice of a frontend counts.
  private final boolean ownFrontend;

  private DockerfileParser(SourceFile source, boolean ownFrontend) {
    this.source = source;
    this.ownFrontend = ownFrontend;
  }

  /// Reads a Dockerfile.
  ///
  /// @param name what diagnostics call the file
  /// @throws DockerfileException with all its mistakes
  public static Dockerfile parse(String name, String text) {
    return new DockerfileParser(SourceFile.of(name, withoutMark(text)), true).parse();
  }

  /// Reads a Dockerfile whose `# syntax=` something else goes before: `BUILDKIT_SYNTAX`.
  ///
  /// @throws DockerfileException with all its mistakes
  public static Dockerfile parseAsOurs(String name, String text) {
    return new DockerfileParser(SourceFile.of(name, withoutMark(text)), false).parse();
  }

  /// What is to be said of a frontend that is asked for from outside of the file.
  public static Diagnostic frontend(String image) {
    return SyntaxImage.check(new Word(image, START));
  }

  static String withoutMark(String text) {
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  /// Reads one instruction, such as an `ONBUILD` trigger from an image's configuration.
  ///
  /// @throws DockerfileException with its mistake
  public static Instruction parseInstruction(String name, String text) {
    var parser = new DockerfileParser(SourceFile.of(name, text), true);
    try {
      var lines = new LineReader(parser.source, '\\');
      LogicalLine line = lines.next();
      if (line == null) {
        throw new DockerfileException(
            Diagnostic.error(START, "there is no instruction", "write one"));
      }
      var split = InstructionLine.split(line, 0, '\\');
      return new InstructionParser(parser.warnings)
          .parse(split, HeredocReader.read(split, lines, text));
    } catch (DockerfileException e) {
      throw e.in(parser.source);
    }
  }

  private Dockerfile parse() {
    errors.addAll(LongLines.find(source));
    Directives directives = readDirectives();
    if (!isForAnotherFrontend(directives)) {
      readInstructions(directives.escape());
    }
    List<Stage> found = stages.finished();
    if (found.isEmpty() && errors.isEmpty()) {
      errors.add(noStages());
    }
    if (!errors.isEmpty()) {
      errors.sort(IN_ORDER);
      boolean whole = !found.isEmpty() && !stages.isBroken();
      throw new DockerfileException(source, errors).besides(whole ? file(directives, found) : null);
    }
    warnings.sort(IN_ORDER);
    return file(directives, found);
  }

  private Dockerfile file(Directives directives, List<Stage> found) {
    return new Dockerfile(source, directives, stages.globalArguments(), found, warnings);
  }

  /// Of JSON for somebody else's frontend no line would be an instruction.
  private boolean isForAnotherFrontend(Directives directives) {
    return !errors.isEmpty() && directives.syntax() != null && JsonDirective.syntax(source) != null;
  }

  private Directives readDirectives() {
    try {
      Directives directives = DirectiveReader.read(source);
      if (directives.syntax() != null && ownFrontend) {
        Diagnostic said = SyntaxImage.check(directives.syntax());
        (said.isError() ? errors : warnings).add(said);
      }
      return directives;
    } catch (DockerfileException e) {
      errors.addAll(e.diagnostics());
      return Directives.NONE;
    }
  }

  private void readInstructions(char escape) {
    var lines = new LineReader(source, escape);
    LogicalLine line = lines.next();
    while (line != null) {
      readInstruction(InstructionLine.split(line, 0, escape), lines);
      line = lines.next();
    }
  }

  /// What is left of bytes that are no UTF-8; in comments they do no harm.
  private void warnOfBrokenCharacters(InstructionLine line, List<Heredoc> heredocs) {
    boolean broken = line.line().text().indexOf(REPLACED) >= 0;
    for (Heredoc heredoc : heredocs) {
      broken |= heredoc.content().indexOf(REPLACED) >= 0;
    }
    if (broken) {
      warnings.add(
          new Diagnostic(
              Severity.WARNING,
              line.span(),
              "the instruction has bytes that are no UTF-8: each is read as " + REPLACED,
              "save the file as UTF-8"));
    }
  }

  private void readInstruction(InstructionLine line, LineReader lines) {
    try {
      List<Heredoc> heredocs = HeredocReader.read(line, lines, source.text());
      warnOfBrokenCharacters(line, heredocs);
      InstructionLine whole = heredocs.isEmpty() ? line : line.endingAt(lines.lastSpan());
      stages.add(new InstructionParser(warnings).parse(whole, heredocs));
    } catch (DockerfileException e) {
      errors.addAll(e.diagnostics());
      if (line.keyword().orElse(null) == Keyword.FROM) {
        stages.addBrokenFrom();
      }
    }
  }

  private Diagnostic noStages() {
    @Nullable String remedy = "begin with FROM: an image, or scratch";
    if (source.text().isEmpty()) {
      return Diagnostic.error(START, "the Dockerfile cannot be empty", remedy);
    }
    return Diagnostic.error(START, "the Dockerfile contains no stages to build", remedy);
  }
}
