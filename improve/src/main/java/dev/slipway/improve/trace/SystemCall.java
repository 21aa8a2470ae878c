package dev.slipway.improve.trace;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One line of strace: `openat(AT_FDCWD</app>, "x", O_RDONLY) = -1 ENOENT (No such file ...)`.
///
/// @param arguments as they stand there
/// @param result what stands behind the `=`
record SystemCall(String name, List<String> arguments, String result) {
  SystemCall {
    arguments = List.copyOf(arguments);
  }

  /// Null for what is none: a signal, an end, half a line.
  static @Nullable SystemCall parse(String line) {
    int open = line.indexOf('(');
    if (open <= 0 || !line.substring(0, open).chars().allMatch(SystemCall::isNamePart)) {
      return null;
    }
    var arguments = new ArrayList<String>();
    int start = open + 1;
    int depth = 0;
    for (int at = start; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == '"') {
        at = closing(line, at);
      } else if (c == '[' || c == '{' || c == '(') {
        depth++;
      } else if (depth > 0 && (c == ']' || c == '}' || c == ')')) {
        depth--;
      } else if (depth == 0 && (c == ',' || c == ')')) {
        arguments.add(line.substring(start, at).strip());
        start = at + 1;
        if (c == ')') {
          String rest = line.substring(start).strip();
          return rest.startsWith("=")
              ? new SystemCall(line.substring(0, open), arguments, rest.substring(1).strip())
              : null;
        }
      }
    }
    return null;
  }

  private static boolean isNamePart(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  }

  private static int closing(String line, int quote) {
    int at = quote + 1;
    while (at < line.length() && line.charAt(at) != '"') {
      at += line.charAt(at) == '\\' ? 2 : 1;
    }
    return at;
  }

  boolean failed() {
    return result.startsWith("-1 ");
  }

  boolean worked() {
    return !result.isEmpty() && Character.isDigit(result.charAt(0));
  }

  /// `ENOENT`
  String error() {
    String[] words = result.split(" ", 3);
    return words.length > 1 ? words[1] : "";
  }

  /// The bytes of a quoted argument, as text; null where it is something else.
  static @Nullable String text(String argument) {
    if (argument.length() < 2 || argument.charAt(0) != '"' || !argument.endsWith("\"")) {
      return null;
    }
    var bytes = new ByteArrayOutputStream();
    int at = 1;
    while (at < argument.length() - 1) {
      char c = argument.charAt(at);
      if (c != '\\') {
        bytes.write(c);
        at++;
        continue;
      }
      char escaped = argument.charAt(at + 1);
      int digits = at + 1;
      int value = 0;
      while (digits < argument.length() - 1
          && digits < at + 4
          && argument.charAt(digits) >= '0'
          && argument.charAt(digits) <= '7') {
        value = value * 8 + argument.charAt(digits) - '0';
        digits++;
      }
      boolean octal = digits > at + 1;
      bytes.write(octal ? value : plain(escaped));
      at = octal ? digits : at + 2;
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int plain(char escaped) {
    return switch (escaped) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'f' -> '\f';
      case 'v' -> 0x0b;
      default -> escaped;
    };
  }
}
