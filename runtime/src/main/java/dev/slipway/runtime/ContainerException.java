package dev.slipway.runtime;

import org.jspecify.annotations.Nullable;

/// A container or step cannot do what it was asked to, for a reason that its user can remedy.
public final class ContainerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// The exit code of a command that failed before the container's process ran, as Docker's `run`
  /// has it.
  public static final int NOT_STARTED = 125;

  private final String hint;
  private final int exitCode;

  /// @param hint what the user can do about it
  public ContainerException(String message, String hint) {
    this(message, hint, NOT_STARTED, null);
  }

  public ContainerException(String message, String hint, @Nullable Throwable cause) {
    this(message, hint, NOT_STARTED, cause);
  }

  /// @param exitCode 125 (not started), 126 (found but not executable) or 127 (not found)
  public ContainerException(String message, String hint, int exitCode, @Nullable Throwable cause) {
    super(message, cause);
    this.hint = hint;
    this.exitCode = exitCode;
  }

  public String hint() {
    return hint;
  }

  public int exitCode() {
    return exitCode;
  }
}
