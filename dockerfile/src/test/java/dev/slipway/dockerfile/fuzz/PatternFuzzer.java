package dev.slipway.dockerfile.fuzz;

import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.ignore.GoPattern;
import dev.slipway.dockerfile.ignore.IgnoreRules;
import dev.slipway.dockerfile.ignore.PatternList;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Patterns of ignore files and of sources: the first line is a path, the rest are patterns.
public final class PatternFuzzer {
  private PatternFuzzer() {}

  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    int newline = text.indexOf('\n');
    String path = newline < 0 ? "" : text.substring(0, newline);
    String patterns = text.substring(newline + 1);
    try {
      IgnoreRules.parse(".dockerignore", patterns).excludes(path);
    } catch (DockerfileException refused) {
      checkReason(refused.getMessage());
    }
    List<String> lines = IgnoreRules.lines(patterns);
    try {
      PatternList.of(lines).matches(path);
    } catch (IllegalArgumentException refused) {
      checkReason(refused.getMessage());
    }
    for (String line : lines) {
      GoPattern pattern = GoPattern.of(line);
      if (pattern.isValid()) {
        pattern.matches(path);
      }
    }
  }

  private static void checkReason(@Nullable String reason) {
    if (reason == null || reason.isEmpty()) {
      throw new AssertionError("refused without a reason");
    }
  }
}
