package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.Keyword;
import dev.slipway.dockerfile.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An instruction's arguments, split as its keyword wants it and not checked further.
record NodeArguments(boolean json, List<String> words) {
  private static final NodeArguments NONE = new NodeArguments(false, List.of());

  static NodeArguments of(InstructionLine line) {
    Optional<Keyword> keyword = line.keyword();
    if (keyword.isEmpty()) {
      return new NodeArguments(false, List.of(""));
    }
    if (!line.hasArguments()) {
      return NONE;
    }
    return switch (keyword.get()) {
      case ADD, COPY, VOLUME ->
          line.json().map(words -> new NodeArguments(true, words)).orElseGet(() -> blank(line));
      case ARG -> new NodeArguments(false, texts(ArgumentWords.quoted(line)));
      case CMD, ENTRYPOINT, RUN, SHELL ->
          line.json().map(words -> new NodeArguments(true, words)).orElseGet(() -> whole(line));
      case ENV, LABEL -> new NodeArguments(false, KeyValues.triples(line));
      case EXPOSE, FROM -> blank(line);
      case HEALTHCHECK -> healthCheck(line);
      case MAINTAINER, STOPSIGNAL, USER, WORKDIR -> whole(line);
      case ONBUILD -> NONE;
    };
  }

  private static NodeArguments blank(InstructionLine line) {
    return new NodeArguments(false, texts(line.blankSeparated()));
  }

  private static NodeArguments whole(InstructionLine line) {
    return new NodeArguments(false, List.of(line.arguments()));
  }

  private static List<String> texts(List<Template> templates) {
    return templates.stream().map(Template::text).toList();
  }

  /// The spaces outside ASCII part nothing here.
  private static NodeArguments healthCheck(InstructionLine line) {
    String text = line.arguments();
    int end = InstructionLine.endOfWord(text, 0);
    var words = new ArrayList<String>();
    words.add(text.substring(0, end));
    int start = InstructionLine.skipBlanks(text, end, text.length());
    if (start == text.length()) {
      return new NodeArguments(false, words);
    }
    String command = text.substring(start);
    Optional<List<String>> json = JsonArray.parse(command, line.argumentSpan(start, text.length()));
    words.addAll(json.orElseGet(() -> List.of(command)));
    return new NodeArguments(json.isPresent(), words);
  }
}
