package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.Command;
import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.HealthCheck;
import dev.slipway.dockerfile.Severity;
import dev.slipway.dockerfile.Word;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// `HEALTHCHECK [options] CMD command` and `HEALTHCHECK NONE`.
final class HealthCheckParser {
  private static final Flags.Known FLAGS =
      new Flags.Known(
          Set.of("interval", "timeout", "start-period", "start-interval", "retries"),
          Set.of(),
          Set.of());
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final InstructionLine line;
  private final List<Diagnostic> warnings;
  private final Flags flags;

  HealthCheckParser(InstructionLine line, List<Diagnostic> warnings) {
    this.line = line;
    this.warnings = warnings;
    this.flags = isNone(line) ? Flags.unchecked(line) : Flags.check(line, FLAGS);
  }

  /// Then Docker does not look at the flags.
  private static boolean isNone(InstructionLine line) {
    String text = line.arguments();
    return text.substring(0, InstructionLine.endOfWord(text, 0)).equalsIgnoreCase("NONE");
  }

  HealthCheck parse() {
    line.requireArguments("at least one argument");
    String text = line.arguments();
    int end = InstructionLine.endOfWord(text, 0);
    int start = InstructionLine.skipBlanks(text, end, text.length());
    String type = text.substring(0, end).toUpperCase(Locale.ROOT);
    return switch (type) {
      case "NONE" -> none(start);
      case "CMD" -> healthCheck(command(start));
      default ->
          throw line.failure(
              line.argumentSpan(0, end),
              "Unknown type \"" + type + "\" in HEALTHCHECK",
              "write HEALTHCHECK CMD command, or HEALTHCHECK NONE");
    };
  }

  private HealthCheck none(int start) {
    String text = line.arguments();
    if (start < text.length() && !isEmptyArray(start)) {
      throw line.failure(
          line.argumentSpan(start, text.length()),
          "HEALTHCHECK NONE takes no arguments",
          "write HEALTHCHECK NONE");
    }
    for (Flag flag : line.flags()) {
      warnings.add(
          new Diagnostic(
              Severity.WARNING,
              flag.span(),
              "--" + flag.name() + " has no effect with HEALTHCHECK NONE",
              "take it out"));
    }
    Duration zero = Duration.ZERO;
    return new HealthCheck(line.span(), line.source(), null, zero, zero, zero, zero, 0);
  }

  private boolean isEmptyArray(int start) {
    String text = line.arguments();
    return JsonArray.parse(text.substring(start), line.argumentSpan(start, text.length()))
        .filter(List::isEmpty)
        .isPresent();
  }

  private Command command(int start) {
    String text = line.arguments();
    if (start == text.length()) {
      throw line.failure(
          line.argumentsSpan(),
          "Missing command after HEALTHCHECK CMD",
          "write the command that tells whether the container is healthy");
    }
    String command = text.substring(start);
    var parsed = JsonArray.parse(command, line.argumentSpan(start, text.length()));
    if (parsed.filter(List::isEmpty).isPresent()) {
      throw line.failure(
          line.argumentSpan(start, text.length()),
          "Missing command after HEALTHCHECK CMD",
          "write the command that tells whether the container is healthy");
    }
    return parsed.<Command>map(Command.Exec::new).orElseGet(() -> new Command.Shell(command));
  }

  private HealthCheck healthCheck(Command command) {
    return new HealthCheck(
        line.span(),
        line.source(),
        command,
        duration("interval"),
        duration("timeout"),
        duration("start-period"),
        duration("start-interval"),
        retries());
  }

  private Duration duration(String name) {
    Word value = flags.word(name);
    if (value == null) {
      return Duration.ZERO;
    }
    Duration duration =
        GoDuration.parse(value.text())
            .orElseThrow(() ->
                line.failure(
                    value.span(),
                    "invalid duration \"" + value.text() + "\"",
                    "write a number and its unit, such as 30s, 500ms or 1m30s"));
    if (!duration.isZero() && duration.compareTo(SHORTEST) < 0) {
      throw line.failure(
          value.span(), "Interval \"" + name + "\" cannot be less than 1ms", "write 1ms or more");
    }
    return duration;
  }

  private int retries() {
    Word value = flags.word("retries");
    if (value == null) {
      return 0;
    }
    int retries;
    try {
      retries = Integer.parseInt(value.text());
    } catch (NumberFormatException _) {
      throw line.failure(
          value.span(), "invalid number of retries \"" + value.text() + "\"", "write a number");
    }
    if (retries < 0) {
      throw line.failure(
          value.span(), "--retries cannot be negative (" + retries + ")", "write 0 or more");
    }
    return retries;
  }
}
