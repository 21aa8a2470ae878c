package dev.slipway.cli.grammar;

import org.jspecify.annotations.Nullable;

/// One option of a command: the row from which parsing, help and suggestions derive.
///
/// @param shorthand the letter after one dash, or 0
/// @param valueName what help calls the value (`string`, `list`, `filter`); empty for booleans
/// @param defaultText the value when the option is not given; empty is none and not shown
/// @param deprecated what to use instead; printed when the option is used
public record Option(
    String name,
    char shorthand,
    ValueType type,
    String valueName,
    String usage,
    String defaultText,
    boolean hidden,
    @Nullable String deprecated) {
  private static final char NONE = 0;

  private static Option of(String name, char shorthand, ValueType type, String usage) {
    return new Option(name, shorthand, type, defaultValueName(type), usage, "", false, null);
  }

  private static String defaultValueName(ValueType type) {
    return switch (type) {
      case BOOLEAN -> "";
      case COUNT -> "count";
      case TEXT -> "string";
      case LIST -> "list";
      case COMMA_LIST -> "strings";
      case FILTER -> "filter";
      case INTEGER -> "int";
      case DURATION -> "duration";
      case BYTES -> "bytes";
    };
  }

  public static Option flag(String name, char shorthand, String usage) {
    return of(name, shorthand, ValueType.BOOLEAN, usage);
  }

  public static Option flag(String name, String usage) {
    return of(name, NONE, ValueType.BOOLEAN, usage);
  }

  public static Option text(String name, char shorthand, String usage) {
    return of(name, shorthand, ValueType.TEXT, usage);
  }

  public static Option text(String name, String usage) {
    return of(name, NONE, ValueType.TEXT, usage);
  }

  public static Option list(String name, char shorthand, String usage) {
    return of(name, shorthand, ValueType.LIST, usage);
  }

  public static Option list(String name, String usage) {
    return of(name, NONE, ValueType.LIST, usage);
  }

  public static Option filter(char shorthand, String usage) {
    return of("filter", shorthand, ValueType.FILTER, usage);
  }

  public static Option integer(String name, char shorthand, String usage) {
    return of(name, shorthand, ValueType.INTEGER, usage);
  }

  public static Option integer(String name, String usage) {
    return of(name, NONE, ValueType.INTEGER, usage);
  }

  public static Option duration(String name, String usage) {
    return of(name, NONE, ValueType.DURATION, usage);
  }

  public static Option bytes(String name, String usage) {
    return of(name, NONE, ValueType.BYTES, usage);
  }

  public static Option of(String name, ValueType type, String usage) {
    return of(name, NONE, type, usage);
  }

  /// Help's name for the value, where Docker's differs from the type's.
  public Option valueName(String word) {
    return new Option(name, shorthand, type, word, usage, defaultText, hidden, deprecated);
  }

  public Option defaultsTo(String value) {
    return new Option(name, shorthand, type, valueName, usage, value, hidden, deprecated);
  }

  /// Accepted but not in the help.
  public Option asHidden() {
    return new Option(name, shorthand, type, valueName, usage, defaultText, true, deprecated);
  }

  public Option asDeprecated(String instead) {
    return new Option(name, shorthand, type, valueName, usage, defaultText, true, instead);
  }

  public boolean hasShorthand() {
    return shorthand != NONE;
  }

  /// `-a, --all` or `--all`, as messages name it.
  String display() {
    return hasShorthand() ? "-" + shorthand + ", --" + name : "--" + name;
  }
}
