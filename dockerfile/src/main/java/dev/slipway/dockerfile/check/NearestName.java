package dev.slipway.dockerfile.check;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// The name that a check suggests: the first at the least Levenshtein distance, at most two.
public final class NearestName {
  private static final int FARTHEST = 2;
  private static final int LONGEST = 128;

  private NearestName() {}

  /// Null where none is near, or where one is the same: then spelling is not what is wrong.
  public static @Nullable String of(String word, Collection<String> names) {
    String best = null;
    int least = FARTHEST + 1;
    for (String name : names) {
      if (name.equals(word)) {
        return null;
      }
      if (Math.abs(name.length() - word.length()) <= FARTHEST && word.length() <= LONGEST) {
        int distance = distance(word, name);
        if (distance < least) {
          best = name;
          least = distance;
        }
      }
    }
    return best;
  }

  private static int distance(String left, String right) {
    var above = new int[right.length() + 1];
    var row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int changed = above[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, 1 + Math.min(above[j], row[j - 1]));
      }
      int[] next = above;
      above = row;
      row = next;
    }
    return above[right.length()];
  }
}
