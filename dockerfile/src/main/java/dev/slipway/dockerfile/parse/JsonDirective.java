package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Word;
import org.jspecify.annotations.Nullable;

/// A build definition that is one JSON object names its frontend in `"syntax"`.
final class JsonDirective {
  private JsonDirective() {}

  /// The image that a file of JSON names; null where it is none or names none.
  static @Nullable Word syntax(SourceFile source) {
    String text = source.text();
    int start = text.startsWith("#!") ? text.indexOf('\n') + 1 : 0;
    JsonReader.Member member = new JsonReader(text, start).readMember("syntax");
    if (member == null) {
      return null;
    }
    int line = 1;
    int lineStart = 0;
    for (int end = text.indexOf('\n'); end >= 0 && end < member.start(); ) {
      line++;
      lineStart = end + 1;
      end = text.indexOf('\n', lineStart);
    }
    int column = member.start() - lineStart + 1;
    int width = member.end() - member.start();
    return new Word(member.value(), new Span(line, column, line, column + width));
  }
}
