package dev.slipway.cli.command.build;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.grammar.GoValues;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.OptionGroup;
import dev.slipway.cli.grammar.ParsedOptions;
import org.jspecify.annotations.Nullable;

/// `--call=METHOD[,format=json][,ignorestatus=true]`, and its short form `--check`.
///
/// @param json whether the answer is JSON, not text
/// @param ignoresStatus whether findings leave the exit code at 0
record BuildCall(Method method, boolean json, boolean ignoresStatus) {
  private static final Option CALL =
      Option.text("call", "Set method for evaluating build (\"check\", \"outline\", \"targets\")")
          .defaultsTo("build");
  private static final Option CHECK = Option.flag("check", "Shorthand for \"--call=check\"");

  static final OptionGroup GROUP = OptionGroup.of(CALL, CHECK);

  private static final BuildCall BUILD = new BuildCall(Method.BUILD, false, false);
  private static final String KNOWN =
      "known are build, check, outline, targets and subrequests.describe, with ,format=json";

  /// What is asked for.
  enum Method {
    BUILD,
    CHECK,
    OUTLINE,
    TARGETS,
    DESCRIBE
  }

  static BuildCall of(ParsedOptions options) {
    if (options.flag(CHECK)) {
      return new BuildCall(Method.CHECK, false, false);
    }
    return options.isSet(CALL) ? parse(options.text(CALL)) : BUILD;
  }

  private static BuildCall parse(String text) {
    if (text.isEmpty()) {
      return BUILD;
    }
    @Nullable Method method = null;
    boolean json = false;
    boolean ignoresStatus = false;
    for (String field : text.split(",", -1)) {
      int equals = field.indexOf('=');
      String value = field.substring(equals + 1);
      if (equals < 0) {
        if (method != null) {
          throw wrong("invalid print value: " + text);
        }
        method = method(field);
        continue;
      }
      switch (field.substring(0, equals)) {
        case "format" -> json = json(field, value);
        case "ignorestatus" -> ignoresStatus = truth(field, value);
        default -> throw wrong("invalid print field: " + field);
      }
    }
    if (method == null) {
      throw wrong("invalid print value: " + text);
    }
    return new BuildCall(method, json, ignoresStatus);
  }

  private static Method method(String name) {
    return switch (name) {
      case "build" -> Method.BUILD;
      case "check", "lint" -> Method.CHECK;
      case "outline" -> Method.OUTLINE;
      case "targets" -> Method.TARGETS;
      case "subrequests.describe" -> Method.DESCRIBE;
      default ->
          throw wrong("failed to build: failed to solve: unsupported request frontend." + name);
    };
  }

  private static boolean json(String field, String value) {
    return switch (value) {
      case "json" -> true;
      case "", "text", "txt" -> false;
      default -> throw wrong("invalid print field: " + field);
    };
  }

  private static boolean truth(String field, String value) {
    if (!GoValues.isBoolean(value)) {
      throw wrong("failed to parse ignorestatus print: " + field);
    }
    return GoValues.isTrue(value);
  }

  private static CommandException wrong(String message) {
    return new CommandException("ERROR: " + message, KNOWN);
  }
}
