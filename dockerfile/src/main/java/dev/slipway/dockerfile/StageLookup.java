package dev.slipway.dockerfile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Finds the stages of a file by what they are called, at the same cost however many there are.
public final class StageLookup {
  private static final int LONGEST_NUMBER = 9;

  private final List<Stage> stages;
  private final Map<String, List<Stage>> named = new HashMap<>();

  /// @param stages of one file, in order
  public StageLookup(List<Stage> stages) {
    this.stages = List.copyOf(stages);
    for (Stage stage : this.stages) {
      Word name = stage.from().name();
      if (name != null) {
        named.computeIfAbsent(key(name.text()), _ -> new ArrayList<>()).add(stage);
      }
    }
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /// The last stage of that name, whatever its case.
  public Optional<Stage> named(String name) {
    return namedBefore(stages.size(), name);
  }

  /// The last one of that name before the stage of that number.
  public Optional<Stage> namedBefore(int index, String name) {
    List<Stage> all = named.getOrDefault(key(name), List.of());
    int low = 0;
    int high = all.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (all.get(middle).index() < index) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? Optional.empty() : Optional.of(all.get(low - 1));
  }

  /// The one before the stage of that number that has this name or, in decimal digits, this number.
  public Optional<Stage> before(int index, String nameOrNumber) {
    Optional<Stage> stage = namedBefore(index, nameOrNumber);
    return stage.isPresent() ? stage : numberedBefore(index, nameOrNumber);
  }

  private Optional<Stage> numberedBefore(int index, String number) {
    if (number.isEmpty() || number.length() > LONGEST_NUMBER) {
      return Optional.empty();
    }
    int value = 0;
    for (int i = 0; i < number.length(); i++) {
      char digit = number.charAt(i);
      boolean leadingZero = i == 0 && digit == '0' && number.length() > 1;
      if (digit < '0' || digit > '9' || leadingZero) {
        return Optional.empty();
      }
      value = value * 10 + digit - '0';
    }
    return value < index ? Optional.of(stages.get(value)) : Optional.empty();
  }
}
