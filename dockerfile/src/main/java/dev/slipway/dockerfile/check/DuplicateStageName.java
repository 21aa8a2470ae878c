package dev.slipway.dockerfile.check;

import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.Word;

/// A name that an earlier stage has: from there on it means the later one.
public final class DuplicateStageName {
  /// What it is called.
  public static final Rule RULE =
      Rule.of("DuplicateStageName", "Stage names should be unique", "duplicate-stage-name");

  private DuplicateStageName() {}

  static void check(Dockerfile file, Stage stage, Findings findings) {
    Word name = stage.from().name();
    if (name == null) {
      return;
    }
    for (int i = 0; i < stage.index(); i++) {
      if (file.stages().get(i).isNamed(name.text())) {
        findings.addToFile(
            RULE,
            stage.from().span(),
            "Duplicate stage name \"" + name.text() + "\", stage names should be unique");
        return;
      }
    }
  }
}
