package dev.slipway.dockerfile.check;

import dev.slipway.dockerfile.From;
import org.jspecify.annotations.Nullable;

/// The last two words of `FROM image AS name`, as they are written.
record StageNameWords(String as, String name) {
  /// Null where the stage has no name.
  static @Nullable StageNameWords of(From from) {
    if (from.name() == null) {
      return null;
    }
    String source = from.source();
    int end = source.length();
    int start = wordStart(source, end);
    String name = source.substring(start, end);
    end = start;
    while (end > 0 && WrittenKeyword.isBlank(source.charAt(end - 1))) {
      end--;
    }
    return new StageNameWords(source.substring(wordStart(source, end), end), name);
  }

  private static int wordStart(String text, int end) {
    int start = end;
    while (start > 0 && !WrittenKeyword.isBlank(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }
}
