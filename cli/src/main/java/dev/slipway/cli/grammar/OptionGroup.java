package dev.slipway.cli.grammar;

import java.util.List;

/// The options of one concern of a command.
///
/// @param options those that are there
/// @param notYet Docker's of the same concern that are not
public record OptionGroup(List<Option> options, List<NotYet> notYet) {
  /// Copies the lists.
  public OptionGroup {
    options = List.copyOf(options);
    notYet = List.copyOf(notYet);
  }

  /// Only options that are there.
  public static OptionGroup of(Option... options) {
    return new OptionGroup(List.of(options), List.of());
  }

  /// The same with Docker's that are missing.
  public OptionGroup without(NotYet... missing) {
    return new OptionGroup(options, List.of(missing));
  }
}
