package dev.slipway.cli.grammar;

import org.jspecify.annotations.Nullable;

/// How many arguments a command takes.
///
/// @param most `Integer.MAX_VALUE` for any number
public record Arity(int least, int most) {
  public static final Arity NONE = new Arity(0, 0);

  public static Arity exactly(int count) {
    return new Arity(count, count);
  }

  public static Arity atLeast(int count) {
    return new Arity(count, Integer.MAX_VALUE);
  }

  public static Arity between(int least, int most) {
    return new Arity(least, most);
  }

  /// Docker's words for what is wrong with `count` arguments; null if nothing is.
  @Nullable String complaint(int count) {
    if (count >= least && count <= most) {
      return null;
    }
    if (most == 0) {
      return "accepts no arguments";
    }
    if (least == most) {
      return "requires " + arguments(least);
    }
    if (most == Integer.MAX_VALUE) {
      return "requires at least " + arguments(least);
    }
    if (least == 0) {
      return "requires at most " + arguments(most);
    }
    return "requires at least " + least + " and at most " + arguments(most);
  }

  private static String arguments(int count) {
    return count + (count == 1 ? " argument" : " arguments");
  }
}
