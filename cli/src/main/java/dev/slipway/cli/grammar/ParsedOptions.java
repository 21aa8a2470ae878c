package dev.slipway.cli.grammar;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The options of one command line, checked; asked by the command's own [Option] constants.
public final class ParsedOptions {
  private final Map<String, List<String>> given = new HashMap<>();

  void add(Option option, String value) {
    List<String> values = given.get(option.name());
    if (values == null) {
      values = new ArrayList<>(2);
      given.put(option.name(), values);
    }
    if (option.type() == ValueType.COMMA_LIST) {
      addParts(values, value);
      return;
    }
    if (!option.type().repeats() && option.type() != ValueType.COUNT) {
      values.clear();
    }
    values.add(value);
  }

  private static void addParts(List<String> values, String value) {
    int start = 0;
    for (int comma = value.indexOf(','); comma >= 0; comma = value.indexOf(',', start)) {
      values.add(value.substring(start, comma));
      start = comma + 1;
    }
    values.add(value.substring(start));
  }

  public boolean isSet(Option option) {
    return given.containsKey(option.name());
  }

  public boolean flag(Option option) {
    return GoValues.isTrue(last(option));
  }

  /// The value, or the option's default; empty if neither is there.
  public String text(Option option) {
    return last(option);
  }

  public Optional<String> optionalText(Option option) {
    return isSet(option) ? Optional.of(last(option)) : Optional.empty();
  }

  public List<String> list(Option option) {
    List<String> values = given.get(option.name());
    return values == null ? List.of() : List.copyOf(values);
  }

  public long integer(Option option) {
    String value = last(option);
    return value.isEmpty() ? 0 : Long.decode(value);
  }

  /// 0 where it is not given.
  public long bytes(Option option) {
    Long value = ByteSize.parse(last(option));
    return value == null ? 0 : value;
  }

  public Duration duration(Option option) {
    Duration value = GoValues.parseDuration(last(option));
    return value == null ? Duration.ZERO : value;
  }

  /// How often a counting option was given; a number given to it counts from there.
  public long count(Option option) {
    long count = 0;
    for (String value : list(option)) {
      count = value.equals(OptionParser.COUNTED) ? count + 1 : Long.decode(value);
    }
    return count;
  }

  private String last(Option option) {
    List<String> values = given.get(option.name());
    return values == null ? option.defaultText() : values.getLast();
  }
}
