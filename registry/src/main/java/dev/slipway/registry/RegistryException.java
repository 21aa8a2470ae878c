package dev.slipway.registry;

import org.jspecify.annotations.Nullable;

/// Why something asked of a registry was not done, in words for the user.
///
/// The message names the host, the repository and what was asked; the hint says what to do.
public final class RegistryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final @Nullable String hint;

  private RegistryException(
      String message, int status, @Nullable String hint, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
    this.hint = hint;
  }

  public static RegistryException of(String message, @Nullable String hint) {
    return new RegistryException(message, 0, hint, null);
  }

  public static RegistryException of(String message, @Nullable String hint, Throwable cause) {
    return new RegistryException(message, 0, hint, cause);
  }

  /// @param status of the registry's answer
  public static RegistryException ofStatus(int status, String message, @Nullable String hint) {
    return new RegistryException(message, status, hint, null);
  }

  /// The HTTP status that the registry answered with; 0 where there was no answer.
  public int status() {
    return status;
  }

  public boolean isNotFound() {
    return status == 404;
  }

  public @Nullable String hint() {
    return hint;
  }
}
