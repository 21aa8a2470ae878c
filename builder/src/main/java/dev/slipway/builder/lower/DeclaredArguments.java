package dev.slipway.builder.lower;

import dev.slipway.dockerfile.Variables;
import java.util.List;

/// The `ARG`s of a stage so far.
///
/// @param inOrder as they were declared
/// @param names of those, with nothing for a value
record DeclaredArguments(Trail<ArgumentValue> inOrder, Variables names) {
  static final DeclaredArguments NONE = new DeclaredArguments(Trail.empty(), Variables.EMPTY);

  DeclaredArguments with(List<ArgumentValue> more) {
    Variables known = names;
    for (ArgumentValue argument : more) {
      known = known.with(argument.name(), "");
    }
    return new DeclaredArguments(inOrder.with(more), known);
  }
}
