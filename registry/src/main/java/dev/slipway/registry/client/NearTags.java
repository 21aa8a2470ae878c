package dev.slipway.registry.client;

import dev.slipway.registry.RegistryException;
import dev.slipway.registry.Repository;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What to say of a tag that is not there: those that are like it.
final class NearTags {
  private static final int FEW = 5;

  private NearTags() {}

  static RegistryException unknown(
      RegistryClient client, Repository repository, String tag, RegistryException missing)
      throws InterruptedException {
    Optional<List<String>> tags = client.tagsIfAsked(repository);
    String message = "manifest for " + repository + ":" + tag + " not found: manifest unknown";
    if (tags.isEmpty() || tags.get().isEmpty()) {
      return RegistryException.ofStatus(
          missing.status(),
          message,
          "check the name: the registry knows no repository "
              + repository.path()
              + ", or does not show it without a login (slipway login "
              + repository.registry()
              + ")");
    }
    List<String> near =
        tags.get().stream()
            .sorted(Comparator.comparingInt(known -> distance(tag, known)))
            .limit(FEW)
            .toList();
    return RegistryException.ofStatus(
        missing.status(),
        message,
        "did you mean "
            + String.join(", ", near)
            + "? slipway image tags "
            + repository
            + " lists all");
  }

  /// Levenshtein's distance; a common beginning counts for a tag such as `1.19` for `1.19.13`.
  static int distance(String one, String other) {
    if (other.startsWith(one) || one.startsWith(other)) {
      return Math.min(1, Math.abs(one.length() - other.length()));
    }
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int above = row[j];
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? diagonal : diagonal + 1;
        row[j] = Math.min(change, Math.min(row[j - 1], above) + 1);
        diagonal = above;
      }
    }
    return row[other.length()];
  }
}
