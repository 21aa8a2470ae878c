package dev.slipway.image;

import org.jspecify.annotations.Nullable;

/// What is wrong with a reference, an archive, an image or the store, in words for the user.
///
/// The message follows Docker's text where Docker has one; the hint says what to do about it.
public class ImageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String hint;

  public ImageException(String message) {
    this(message, (String) null);
  }

  public ImageException(String message, @Nullable String hint) {
    super(message);
    this.hint = hint;
  }

  public ImageException(String message, Throwable cause) {
    super(message, cause);
    this.hint = null;
  }

  public @Nullable String hint() {
    return hint;
  }
}
