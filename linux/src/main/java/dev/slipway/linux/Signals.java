package dev.slipway.linux;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// Names and numbers of signals, the same on x86-64 and arm64.
public final class Signals {
  public static final int SIGHUP = 1;
  public static final int SIGINT = 2;
  public static final int SIGQUIT = 3;
  public static final int SIGKILL = 9;
  public static final int SIGTERM = 15;
  public static final int SIGSTOP = 19;
  public static final int SIGWINCH = 28;

  private static final int RTMIN = 34;
  private static final int RTMAX = 64;
  private static final List<String> NAMES =
      List.of(
          "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
          "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
          "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

  private Signals() {}

  /// The number of `SIGTERM`, `TERM`, `term`, `15`, `SIGRTMIN+3` or `RTMAX-1`; empty: there is none
  /// such.
  public static OptionalInt number(String text) {
    String name = text.toUpperCase(Locale.ROOT);
    if (!name.isEmpty() && name.length() <= 2 && name.chars().allMatch(Signals::isDigit)) {
      int number = Integer.parseInt(name);
      return number >= 1 && number <= RTMAX ? OptionalInt.of(number) : OptionalInt.empty();
    }
    String bare = name.startsWith("SIG") ? name.substring(3) : name;
    int index = NAMES.indexOf(alias(bare));
    return index >= 0 ? OptionalInt.of(index + 1) : realTime(bare);
  }

  private static String alias(String name) {
    return switch (name) {
      case "IOT" -> "ABRT";
      case "CLD" -> "CHLD";
      case "POLL" -> "IO";
      default -> name;
    };
  }

  private static OptionalInt realTime(String name) {
    int base = name.startsWith("RTMIN") ? RTMIN : name.startsWith("RTMAX") ? RTMAX : 0;
    String offset = base == 0 ? "" : name.substring(5);
    if (base == 0 || !offset.matches("|[+-][0-9]{1,2}")) {
      return OptionalInt.empty();
    }
    int number = base + (offset.isEmpty() ? 0 : Integer.parseInt(offset));
    return number >= RTMIN && number <= RTMAX ? OptionalInt.of(number) : OptionalInt.empty();
  }

  /// `SIGTERM` for 15.
  public static String name(int number) {
    if (number >= 1 && number <= NAMES.size()) {
      return "SIG" + NAMES.get(number - 1);
    }
    if (number >= RTMIN && number <= RTMAX) {
      return number == RTMIN ? "SIGRTMIN" : "SIGRTMIN+" + (number - RTMIN);
    }
    return "SIG" + number;
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }
}
