package dev.slipway.dockerfile.check;

import dev.slipway.dockerfile.From;

/// A stage's name in capitals: names are compared in lower case.
public final class StageNameCasing {
  /// What it is called.
  public static final Rule RULE =
      Rule.of("StageNameCasing", "Stage names should be lowercase", "stage-name-casing");

  private StageNameCasing() {}

  static void check(From from, StageNameWords words, Findings findings) {
    if (!WrittenKeyword.isLower(words.name())) {
      findings.add(RULE, from, "Stage name '" + words.name() + "' should be lowercase");
    }
  }
}
