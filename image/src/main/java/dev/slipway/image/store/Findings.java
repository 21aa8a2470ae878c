package dev.slipway.image.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a check of the store looked at, and what it found.
public final class Findings {
  private final List<Finding> found = new ArrayList<>();
  private final Map<String, Integer> checked = new LinkedHashMap<>();

  /// How bad it is.
  public enum Severity {
    /// Something is not as it was written.
    DAMAGED,
    /// Something that is named is not there.
    MISSING,
    /// Something that nothing needs takes space; a killed process may leave it.
    UNUSED
  }

  /// Makes it good.
  @FunctionalInterface
  public interface Repair {
    void run() throws IOException;
  }

  /// Something that is not as it should be.
  ///
  /// @param remedy what the repair does; without one what the user is to do
  public record Finding(
      Severity severity, String subject, String problem, String remedy, @Nullable Repair repair) {}

  public void add(
      Severity severity, String subject, String problem, String remedy, @Nullable Repair repair) {
    found.add(new Finding(severity, subject, problem, remedy, repair));
  }

  /// Counts a thing that was looked at.
  public void checked(String kind) {
    checked.merge(kind, 1, Integer::sum);
  }

  public List<Finding> all() {
    return List.copyOf(found);
  }

  /// How many of each kind were looked at.
  public Map<String, Integer> counts() {
    return Map.copyOf(checked);
  }
}
