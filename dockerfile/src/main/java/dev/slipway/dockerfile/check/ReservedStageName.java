package dev.slipway.dockerfile.check;

import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.Word;

/// A stage called `scratch` or `context`: both mean something else in `FROM` and `--from`.
public final class ReservedStageName {
  /// What it is called.
  public static final Rule RULE =
      Rule.of(
          "ReservedStageName",
          "Reserved words should not be used as stage names",
          "reserved-stage-name");

  private ReservedStageName() {}

  static void check(Stage stage, Findings findings) {
    Word name = stage.from().name();
    if (name != null && (name.text().equals("scratch") || name.text().equals("context"))) {
      findings.addToFile(
          RULE,
          stage.from().span(),
          "Stage name should not use the same name as reserved stage \"" + name.text() + "\"");
    }
  }
}
