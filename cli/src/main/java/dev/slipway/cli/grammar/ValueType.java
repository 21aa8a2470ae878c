package dev.slipway.cli.grammar;

import org.jspecify.annotations.Nullable;

/// What an option's value is: how it is checked and what repeating the option does.
public enum ValueType {
  /// `--rm`, `--rm=false`: never takes the next argument.
  BOOLEAN,
  /// `-v -v`, `-vv`, `-v=3`.
  COUNT,
  /// The last one wins.
  TEXT,
  /// Each occurrence adds one value as it stands.
  LIST,
  /// Each occurrence adds its comma-separated values.
  COMMA_LIST,
  /// `key=value`, each occurrence adds one.
  FILTER,
  INTEGER,
  /// Go's form: `1h2m3.5s`, `300ms`.
  DURATION,
  /// `64m`.
  BYTES;

  public boolean takesNoArgument() {
    return this == BOOLEAN || this == COUNT;
  }

  public boolean repeats() {
    return this == LIST || this == COMMA_LIST || this == FILTER;
  }

  /// What is wrong with `value`, in Go's words; null if nothing is.
  @Nullable String complaint(String value) {
    return switch (this) {
      case BOOLEAN -> GoValues.isBoolean(value) ? null : syntaxError("strconv.ParseBool", value);
      case INTEGER, COUNT ->
          GoValues.parseInteger(value) != null ? null : syntaxError("strconv.ParseInt", value);
      case DURATION ->
          GoValues.parseDuration(value) == null
              ? "time: invalid duration " + GoValues.quote(value)
              : null;
      case BYTES -> ByteSize.parse(value) == null ? "invalid size: '" + value + "'" : null;
      case FILTER -> value.indexOf('=') < 0 ? "bad format of filter (expected name=value)" : null;
      case TEXT, LIST, COMMA_LIST -> null;
    };
  }

  private static String syntaxError(String function, String value) {
    return function + ": parsing " + GoValues.quote(value) + ": invalid syntax";
  }
}
