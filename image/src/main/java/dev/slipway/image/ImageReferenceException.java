package dev.slipway.image;

/// A text that is no image reference; the message is Docker's, the hint names the remedy.
public final class ImageReferenceException extends ImageException {
  private static final long serialVersionUID = 1L;

  public ImageReferenceException(String message, String hint) {
    super(message, hint);
  }
}
