package dev.slipway.cli.grammar;

/// An option of Docker's that Slipway does not have yet: named when it is used, never ignored.
///
/// @param remedy what to do instead, as a sentence without its full stop
public record NotYet(String name, char shorthand, String remedy) {
  public static NotYet option(String name, String remedy) {
    return new NotYet(name, (char) 0, remedy);
  }

  public static NotYet option(String name, char shorthand, String remedy) {
    return new NotYet(name, shorthand, remedy);
  }

  String display() {
    return shorthand == 0 ? "--" + name : "-" + shorthand + ", --" + name;
  }
}
