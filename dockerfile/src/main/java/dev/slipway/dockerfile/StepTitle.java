package dev.slipway.dockerfile;

import java.util.Locale;

/// An instruction in a step's title: its text with variables filled in, the keyword in capitals.
final class StepTitle {
  private StepTitle() {}

  static String of(Instruction instruction, char escape, Variables variables) {
    return capitalized(filledIn(instruction, escape, variables));
  }

  private static String filledIn(Instruction instruction, char escape, Variables variables) {
    WordExpander expander =
        instruction instanceof Run ? WordExpander.keepingSyntax(escape) : WordExpander.of(escape);
    try {
      return expander.expand(instruction.source(), variables, instruction.span()).value();
    } catch (DockerfileException _) {
      return instruction.source(); // A shell's text need not be ours: then it stands as it is.
    }
  }

  private static String capitalized(String text) {
    int space = text.indexOf(' ');
    return space < 0
        ? text.toUpperCase(Locale.ROOT)
        : text.substring(0, space).toUpperCase(Locale.ROOT) + text.substring(space);
  }
}
