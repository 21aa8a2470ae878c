package dev.slipway.dockerfile;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// The known name that a misspelt one was probably meant to be.
public final class Suggestion {
  private static final int MAXIMUM_DISTANCE = 2;
  private static final int LONGEST_WORD = 64;

  private Suggestion() {}

  /// The first of the names nearest to `word`, at most two letters away and whatever its case.
  public static Optional<String> nearest(String word, Collection<String> names) {
    if (word.length() > LONGEST_WORD) {
      return Optional.empty();
    }
    String best = null;
    int least = MAXIMUM_DISTANCE + 1;
    for (String name : names) {
      int distance = distance(word.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (distance < least && distance < name.length()) {
        best = name;
        least = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /// Levenshtein's: letters added, dropped or changed.
  private static int distance(String left, String right) {
    var row = new int[right.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[right.length()];
  }
}
