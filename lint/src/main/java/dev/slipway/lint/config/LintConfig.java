package dev.slipway.lint.config;

import dev.slipway.lint.Level;
import dev.slipway.lint.Levels;
import dev.slipway.lint.LintException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// `slipway.toml`.
///
/// @param failOn the least level that makes the exit code 1
/// @param registries those that bases may come from; empty is any
/// @param labels that a shipped image must have
public record LintConfig(
    Levels levels, Level failOn, List<String> registries, List<String> labels) {
  /// What holds without a file.
  public static final LintConfig USUAL =
      new LintConfig(Levels.USUAL, Level.WARNING, List.of(), List.of());

  private static final String NAME = "slipway.toml";
  private static final String RULES = "lint.rules.";

  /// Copies the lists.
  public LintConfig {
    registries = List.copyOf(registries);
    labels = List.copyOf(labels);
  }

  /// The nearest file in `directory` and those above, up to a repository's root.
  ///
  /// @param isRule whether a rule is called so
  public static LintConfig near(Path directory, Predicate<String> isRule) throws IOException {
    for (@Nullable Path at = directory.toAbsolutePath().normalize();
        at != null;
        at = at.getParent()) {
      Path file = at.resolve(NAME);
      if (Files.isRegularFile(file)) {
        return read(file, isRule);
      }
      if (Files.exists(at.resolve(".git"))) {
        break;
      }
    }
    return USUAL;
  }

  /// One file.
  ///
  /// @throws LintException for what it does not say right
  public static LintConfig read(Path file, Predicate<String> isRule) throws IOException {
    return parse(file.toString(), Files.readString(file), isRule);
  }

  static LintConfig parse(String name, String text, Predicate<String> isRule) {
    var levels = new TreeMap<String, Level>();
    Level failOn = Level.WARNING;
    List<String> registries = List.of();
    List<String> labels = List.of();
    for (Map.Entry<String, List<String>> entry : TomlReader.read(name, text).entrySet()) {
      String key = entry.getKey();
      if (key.startsWith(RULES)) {
        String rule = key.substring(RULES.length());
        if (!isRule.test(rule)) {
          throw new LintException(
              name + ": no rule is called " + rule, "'slipway lint --rules' lists them");
        }
        levels.put(rule, level(name, key, entry.getValue()));
        continue;
      }
      switch (key) {
        case "lint.fail-on" -> failOn = level(name, key, entry.getValue());
        case "lint.registries" -> registries = entry.getValue();
        case "lint.labels" -> labels = entry.getValue();
        default ->
            throw new LintException(
                name + ": unknown setting " + key,
                "known are lint.fail-on, lint.registries, lint.labels and [lint.rules]");
      }
    }
    return new LintConfig(new Levels(levels), failOn, registries, labels);
  }

  private static Level level(String name, String key, List<String> values) {
    String value = values.size() == 1 ? values.getFirst() : "";
    return Level.named(value)
        .orElseThrow(() ->
            new LintException(
                name + ": " + key + " is no level: " + value, "write off, note, warning or error"));
  }
}
