package dev.slipway.dockerfile.check;

import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.Word;
import java.util.Locale;
import java.util.Set;

/// A name that an earlier stage has: from there on it means the later one.
public final class DuplicateStageName {
  /// What it is called.
  public static final Rule RULE =
      Rule.of("DuplicateStageName", "Stage names should be unique", "duplicate-stage-name");

  private DuplicateStageName() {}

  /// @param seen the names of the stages before it, in lower case
  static void check(Stage stage, Set<String> seen, Findings findings) {
    Word name = stage.from().name();
    if (name != null && !seen.add(name.text().toLowerCase(Locale.ROOT))) {
      findings.addToFile(
          RULE,
          stage.from().span(),
          "Duplicate stage name \"" + name.text() + "\", stage names should be unique");
    }
  }
}
