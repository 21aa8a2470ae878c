package dev.slipway.cli;

import org.jspecify.annotations.Nullable;

/// A command that cannot go on for a reason the user can act on: it prints as text, never as a
/// trace.
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Docker's exit code for a flag that is wrong or unknown.
  public static final int USAGE = 125;

  private final int exitCode;
  private final @Nullable String hint;
  private final boolean aboutUsage;

  private CommandException(
      String message, @Nullable String hint, int exitCode, boolean aboutUsage) {
    super(message);
    this.hint = hint;
    this.exitCode = exitCode;
    this.aboutUsage = aboutUsage;
  }

  public CommandException(String message) {
    this(message, null, 1, false);
  }

  public CommandException(String message, @Nullable String hint) {
    this(message, hint, 1, false);
  }

  public CommandException(String message, @Nullable String hint, int exitCode) {
    this(message, hint, exitCode, false);
  }

  /// A command line that the grammar refuses: the command's usage line is printed under the
  /// message.
  public static CommandException usage(String message, @Nullable String hint) {
    return new CommandException(message, hint, USAGE, true);
  }

  /// A wrong number of arguments: usage is printed too, but Docker's exit code is 1.
  public static CommandException arguments(String message) {
    return new CommandException(message, null, 1, true);
  }

  /// An option of Docker's that Slipway does not have yet.
  public static CommandException missingOption(String option, String remedy) {
    return new CommandException(option + " is not there yet: " + remedy, null, USAGE, false);
  }

  /// A command of Docker's that Slipway does not have yet.
  public static CommandException missingCommand(String command, String remedy) {
    return new CommandException("'" + command + "' is not there yet: " + remedy, null, 1, false);
  }

  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }

  public @Nullable String hint() {
    return hint;
  }

  public int exitCode() {
    return exitCode;
  }

  /// Whether the command's usage line belongs under the message.
  public boolean aboutUsage() {
    return aboutUsage;
  }
}
