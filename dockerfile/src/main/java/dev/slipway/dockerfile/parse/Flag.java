package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.Span;
import org.jspecify.annotations.Nullable;

/// A `--name=value` before an instruction's arguments; quotes and escapes are gone.
///
/// @param value null where there is no `=`
/// @param valueStart where the value begins in the line's text, or -1 if quotes or escapes in it
///   moved
record Flag(Span span, String name, @Nullable String value, int valueStart) {
  /// @param start where the word begins in the line's text, or -1 if it does not stand there as it
  ///   is
  static Flag of(Span span, String word, int start) {
    int equals = word.indexOf('=');
    return equals < 0
        ? new Flag(span, word.substring(2), null, -1)
        : new Flag(
            span,
            word.substring(2, equals),
            word.substring(equals + 1),
            start < 0 ? -1 : start + equals + 1);
  }
}
