package dev.slipway.cli.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A noun and its commands. A group is two explicit lists and a switch, so that asking for one
/// command loads the classes of that one alone.
public interface CommandGroup {
  /// The noun, as in `slipway image`; empty for the program itself.
  String name();

  String summary();

  /// The verbs in the order of the help page, without their aliases.
  List<String> verbs();

  /// The command of a verb or of an alias of one; null if there is none.
  @Nullable Command find(String verb);

  /// The nouns below this one, in the order of the help page.
  default List<String> nouns() {
    return List.of();
  }

  /// The group of a noun below this one; null if there is none.
  default @Nullable CommandGroup group(String noun) {
    return null;
  }

  /// Docker's verbs that are not there yet, and what to do instead; null for a verb that Docker
  /// does not have either.
  @Nullable String remedyForMissing(String verb);
}
