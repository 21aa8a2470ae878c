package dev.slipway.cli.grammar;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The known name that a mistyped one most likely meant.
public final class NearestName {
  private NearestName() {}

  /// The nearest of `known`: few edits away, or one that begins with `typed`; null if nothing is
  /// near enough to be worth naming.
  public static @Nullable String of(String typed, List<String> known) {
    String best = null;
    int bestDistance = Math.max(1, typed.length() / 2) + 1;
    for (String name : known) {
      int distance = distance(typed, name);
      if (typed.length() > 2 && name.startsWith(typed)) {
        distance = Math.min(distance, 1); // The rest was not typed yet.
      }
      if (distance < bestDistance) {
        best = name;
        bestDistance = distance;
      }
    }
    return best;
  }

  /// Edits (insert, drop, change, swap of neighbours) between two names; a dash is as good as none,
  /// so that `nocache` is next to `no-cache`.
  private static int distance(String from, String to) {
    String a = from.replace("-", "").toLowerCase(java.util.Locale.ROOT);
    String b = to.replace("-", "").toLowerCase(java.util.Locale.ROOT);
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 ? j : j == 0 ? i : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best = Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
