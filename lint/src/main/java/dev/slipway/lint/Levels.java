package dev.slipway.lint;

import java.util.Map;

/// What rules weigh, where it is not what they say themselves.
public record Levels(Map<String, Level> changed) {
  /// Each rule as it is.
  public static final Levels USUAL = new Levels(Map.of());

  /// Copies the map.
  public Levels {
    changed = Map.copyOf(changed);
  }

  /// What the rule weighs.
  public Level of(Description rule) {
    return changed.getOrDefault(rule.name(), rule.level());
  }
}
