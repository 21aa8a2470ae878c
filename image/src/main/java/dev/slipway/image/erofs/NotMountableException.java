package dev.slipway.image.erofs;

/// A layer that EROFS cannot describe; it is unpacked instead. The message says why.
public final class NotMountableException extends Exception {
  private static final long serialVersionUID = 1;

  NotMountableException(String message) {
    super(message);
  }
}
