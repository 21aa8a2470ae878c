package dev.slipway.dockerfile.check;

import dev.slipway.dockerfile.From;

/// `FROM image as name` or `from image AS name`. A `From` in mixed letters is another check's.
public final class FromAsCasing {
  /// What it is called.
  public static final Rule RULE =
      Rule.of(
          "FromAsCasing",
          "The 'as' keyword should match the case of the 'from' keyword",
          "from-as-casing");

  private FromAsCasing() {}

  static void check(From from, StageNameWords words, Findings findings) {
    String keyword = WrittenKeyword.of(from);
    boolean lower = WrittenKeyword.isLower(keyword);
    if (!lower && !WrittenKeyword.isUpper(keyword)) {
      return;
    }
    String as = words.as();
    if (lower ? !WrittenKeyword.isLower(as) : !WrittenKeyword.isUpper(as)) {
      findings.add(RULE, from, "'" + as + "' and '" + keyword + "' keywords' casing do not match");
    }
  }
}
