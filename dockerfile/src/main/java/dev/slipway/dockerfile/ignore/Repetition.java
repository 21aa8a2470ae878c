package dev.slipway.dockerfile.ignore;

import dev.slipway.dockerfile.ignore.PathExpression.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `*`, `{2}`, `{2,}` or `{2,4}` in an expression.
///
/// @param most -1 for any number
/// @param end where it ends in the text
record Repetition(int least, int most, int end) {
  /// Go's limit.
  private static final int HIGHEST = 1_000;

  /// The repetition that stands there, null if none does: a brace may be a character too.
  ///
  /// @throws IllegalArgumentException for numbers that Go does not take
  static @Nullable Repetition at(String text, int start) {
    if (text.startsWith("*", start)) {
      return new Repetition(0, -1, start + 1);
    }
    if (!text.startsWith("{", start)) {
      return null;
    }
    int comma = endOfNumber(text, start + 1);
    if (comma < 0) {
      return null;
    }
    int least = number(text, start + 1, comma);
    if (text.startsWith("}", comma)) {
      return checked(least, least, comma + 1);
    }
    if (!text.startsWith(",", comma)) {
      return null;
    }
    if (text.startsWith("}", comma + 1)) {
      return checked(least, -1, comma + 2);
    }
    int close = endOfNumber(text, comma + 1);
    return close >= 0 && text.startsWith("}", close)
        ? checked(least, number(text, comma + 1, close), close + 1)
        : null;
  }

  private static Repetition checked(int least, int most, int end) {
    if (least > HIGHEST || most > HIGHEST || (most >= 0 && least > most)) {
      throw new IllegalArgumentException("a repetition has numbers that mean nothing");
    }
    return new Repetition(least, most, end);
  }

  /// Where digits end, or -1 if there are none or zeros before others.
  private static int endOfNumber(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end == start || (end > start + 1 && text.charAt(start) == '0') ? -1 : end;
  }

  private static int number(String text, int start, int end) {
    return end - start > 4 ? HIGHEST + 1 : Integer.parseInt(text.substring(start, end));
  }

  /// The step so many times.
  List<Step> of(Step step) {
    var steps = new ArrayList<Step>();
    if (!(step instanceof Step.One(var set))) {
      if (least > 0) {
        steps.add(step); // What asks about a place asks it once.
      }
      return steps;
    }
    for (int i = 0; i < least; i++) {
      steps.add(step);
    }
    if (most < 0) {
      steps.add(new Step.Many(set));
    }
    for (int i = least; i < most; i++) {
      steps.add(new Step.Optional(set));
    }
    return steps;
  }
}
