package dev.slipway.cli.command.history;

import dev.slipway.builder.history.BuildRecord;
import dev.slipway.cli.CommandException;
import dev.slipway.cli.grammar.GoValues;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// `--filter` of `history ls`: `status=error`, `ref!=x`, `duration>10s`, `startedAt<2h`.
final class HistoryFilter {
  private static final List<String> SEPARATORS = List.of("!=", "<=", ">=", "=", "<", ">");
  private static final String KNOWN =
      "write status=, ref=, startedAt<, completedAt< or duration<, as in status=error";

  private HistoryFilter() {}

  static Predicate<BuildRecord> of(List<String> filters, Instant now) {
    Predicate<BuildRecord> all = record -> true;
    for (String filter : filters) {
      all = all.and(one(filter, now));
    }
    return all;
  }

  private static Predicate<BuildRecord> one(String filter, Instant now) {
    for (String separator : SEPARATORS) {
      int at = filter.indexOf(separator);
      if (at > 0) {
        String value = filter.substring(at + separator.length());
        return one(filter, filter.substring(0, at), separator, value, now);
      }
    }
    throw wrong("invalid filter \"" + filter + "\"");
  }

  private static Predicate<BuildRecord> one(
      String filter, String key, String separator, String value, Instant now) {
    return switch (key) {
      case "ref", "status" -> {
        if (!separator.equals("=") && !separator.equals("!=")) {
          throw wrong("invalid separator for \"" + filter + "\", expected = or !=");
        }
        yield text(key, separator, value);
      }
      case "startedAt", "completedAt", "duration" -> {
        if (separator.equals("=") || separator.equals("!=")) {
          throw wrong("invalid separator for \"" + filter + "\", expected <=, <, >= or >");
        }
        yield key.equals("duration")
            ? duration(separator, value, now)
            : time(key, separator, value, now);
      }
      case "repository" ->
          throw wrong("filter \"" + filter + "\": the repository of a build is not recorded");
      default -> throw wrong("unsupported filter \"" + filter + "\"");
    };
  }

  private static Predicate<BuildRecord> text(String key, String separator, String value) {
    boolean negated = separator.equals("!=");
    if (key.equals("status")) {
      return record -> record.status().filterName().equals(value) != negated;
    }
    return record -> negated ? !record.ref().equals(value) : record.ref().contains(value);
  }

  private static Predicate<BuildRecord> duration(String separator, String value, Instant now) {
    Duration limit = GoValues.parseDuration(value);
    if (limit == null) {
      throw wrong("invalid duration " + value);
    }
    return record ->
        record.endedAt() != null && holds(record.duration(now).compareTo(limit), separator);
  }

  private static Predicate<BuildRecord> time(
      String key, String separator, String value, Instant now) {
    Instant limit = moment(value, now);
    return record -> {
      Instant at = key.equals("startedAt") ? record.startedAt() : record.endedAt();
      return at != null && holds(at.compareTo(limit), separator);
    };
  }

  /// A time, or how long ago.
  private static Instant moment(String value, Instant now) {
    @Nullable Duration ago = GoValues.parseDuration(value);
    if (ago != null) {
      return now.minus(ago);
    }
    try {
      return java.time.OffsetDateTime.parse(value).toInstant();
    } catch (DateTimeParseException malformed) {
      throw wrong("invalid time " + value);
    }
  }

  private static boolean holds(int order, String separator) {
    return switch (separator) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  private static CommandException wrong(String message) {
    return new CommandException("ERROR: " + message, KNOWN);
  }
}
