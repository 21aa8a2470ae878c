package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.Directives;
import dev.slipway.dockerfile.Keyword;
import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds out which parts of each instruction may be spaced anew.
final class LayoutReader {
  private final SourceFile source;

  private LayoutReader(SourceFile source) {
    this.source = source;
  }

  static SourceLayout read(String name, String text) {
    SyntaxTree.parse(name, text); // So all that follows finds no mistake.
    var source = SourceFile.of(name, DockerfileParser.withoutMark(text));
    var reader = new LayoutReader(source);
    Directives directives = DirectiveReader.read(source);
    char escape = directives.escape();
    var lines = new LineReader(source, escape);
    var instructions = new ArrayList<SourceLayout.Instruction>();
    LogicalLine line = lines.next();
    while (line != null) {
      int last = lines.number();
      InstructionLine split = InstructionLine.split(line, 0, escape);
      int start = lines.offset();
      HeredocReader.read(split, lines, source.text());
      String heredocs = source.text().substring(start, lines.offset());
      instructions.add(reader.instruction(split, last, lines.number(), heredocs));
      line = lines.next();
    }
    return new SourceLayout(source, directives, DirectiveReader.count(source), instructions);
  }

  private SourceLayout.Instruction instruction(
      InstructionLine line, int last, int end, String heredocs) {
    var parts = new Parts();
    boolean known = parts.add(line);
    boolean from = known && line.keyword().orElseThrow() == Keyword.FROM;
    int first = line.line().startLine();
    Span rest = known ? parts.rest : new Span(first, 1, last, last > first ? 1 : 2);
    return new SourceLayout.Instruction(from, parts.tokens, rest, first, last, end, heredocs);
  }

  /// The tokens and the rest of one instruction.
  private final class Parts {
    private final List<SourceLayout.Token> tokens = new ArrayList<>();
    private @Nullable Span rest;

    /// Returns false where nothing can be said: the keyword is none, or is broken by a line's end.
    boolean add(InstructionLine line) {
      Optional<Keyword> keyword = line.keyword();
      if (keyword.isEmpty() || isBroken(line.nameSpan())) {
        return false;
      }
      add(line.nameSpan(), line.upperName());
      if (!addFlags(line)) {
        tokens.subList(1, tokens.size()).clear();
        rest = line.flags().getFirst().span();
      } else if (line.hasArguments()) {
        addArguments(keyword.get(), line);
      }
      return true;
    }

    private void add(Span span, String text) {
      tokens.add(new SourceLayout.Token(span.startLine(), text));
    }

    /// Each on its own, and the `--` after them; false where one is broken by a line's end.
    private boolean addFlags(InstructionLine line) {
      for (Flag flag : line.flags()) {
        if (isBroken(flag.span())) {
          return false;
        }
        add(flag.span(), slice(flag.span()));
      }
      return true;
    }

    private void addArguments(Keyword keyword, InstructionLine line) {
      if (line.separator() >= 0) {
        rest = line.line().span(line.separator(), line.argumentsEnd());
        return;
      }
      Optional<List<String>> json = takesJson(keyword) ? line.json() : Optional.empty();
      switch (keyword) {
        case CMD, ENTRYPOINT, RUN, SHELL -> addJsonOr(json, line, List.of());
        case ADD, COPY, VOLUME -> addJsonOr(json, line, line.blankSeparated());
        case EXPOSE, FROM -> addWords(line, line.blankSeparated());
        case ARG -> addWords(line, ArgumentWords.quoted(line));
        case ENV, LABEL -> addPairs(line);
        case HEALTHCHECK -> addHealthCheck(line);
        case ONBUILD -> addTrigger(line);
        case MAINTAINER, STOPSIGNAL, USER, WORKDIR -> rest = line.argumentsSpan();
      }
    }

    private static boolean takesJson(Keyword keyword) {
      return switch (keyword) {
        case ADD, CMD, COPY, ENTRYPOINT, RUN, SHELL, VOLUME -> true;
        default -> false;
      };
    }

    private void addJsonOr(
        Optional<List<String>> json, InstructionLine line, List<Template> words) {
      Span span = line.argumentsSpan();
      if (json.isPresent() && !isBroken(span)) {
        add(span, JsonText.of(json.get()));
      } else if (json.isPresent() || words.isEmpty()) {
        rest = span;
      } else {
        addWords(line, words);
      }
    }

    private void addWords(InstructionLine line, List<Template> words) {
      boolean from = line.keyword().orElse(null) == Keyword.FROM;
      if (words.isEmpty() || words.stream().anyMatch(word -> isBroken(word.span()))) {
        rest = line.argumentsSpan();
        return;
      }
      for (int i = 0; i < words.size(); i++) {
        String word = slice(words.get(i).span());
        boolean as = from && i == 1 && word.equalsIgnoreCase("as");
        add(words.get(i).span(), as ? "AS" : word);
      }
    }

    private void addPairs(InstructionLine line) {
      List<Template> words = ArgumentWords.quoted(line);
      if (words.isEmpty() || words.getFirst().text().indexOf('=') < 0) {
        rest = line.argumentsSpan(); // The old form: spaces in it are part of the value.
      } else {
        addWords(line, words);
      }
    }

    private void addHealthCheck(InstructionLine line) {
      String text = line.arguments();
      int end = InstructionLine.endOfWord(text, 0);
      int start = InstructionLine.skipBlanks(text, end, text.length());
      Span type = line.argumentSpan(0, end);
      String upper = text.substring(0, end).toUpperCase(Locale.ROOT);
      if (isBroken(type) || !(upper.equals("CMD") || upper.equals("NONE"))) {
        rest = line.argumentsSpan();
        return;
      }
      add(type, upper);
      if (start < text.length()) {
        Span span = line.argumentSpan(start, text.length());
        Optional<List<String>> json = JsonArray.parse(text.substring(start), span);
        if (json.isPresent() && !isBroken(span)) {
          add(span, JsonText.of(json.get()));
        } else {
          rest = span;
        }
      }
    }

    private void addTrigger(InstructionLine line) {
      var inner = InstructionLine.split(line.line(), line.argumentsStart(), line.escape());
      if (inner.keyword().orElse(Keyword.ONBUILD) == Keyword.ONBUILD || !add(inner)) {
        rest = line.argumentsSpan();
      }
    }

    private boolean isBroken(Span span) {
      return span.startLine() != span.endLine();
    }

    private String slice(Span span) {
      return source.line(span.startLine()).substring(span.startColumn() - 1, span.endColumn() - 1);
    }
  }
}
