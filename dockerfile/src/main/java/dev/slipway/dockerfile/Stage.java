package dev.slipway.dockerfile;

import java.util.List;

/// A `FROM` and the instructions up to the next one.
///
/// @param index the stage's number, from 0
public record Stage(int index, From from, List<Instruction> instructions) {
  /// Copies the instructions.
  public Stage {
    instructions = List.copyOf(instructions);
  }

  /// What step titles call the stage: its name in lower case, else `stage-N`.
  public String title() {
    Word name = from.name();
    return name == null ? "stage-" + index : name.text();
  }

  /// Whether `AS` gave it this name, in any case.
  public boolean isNamed(String name) {
    return from.name() != null && from.name().text().equalsIgnoreCase(name);
  }
}
