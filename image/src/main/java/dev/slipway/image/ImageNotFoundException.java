package dev.slipway.image;

/// No image has the name or ID that was asked for.
public final class ImageNotFoundException extends ImageException {
  private static final long serialVersionUID = 1L;

  public ImageNotFoundException(String message) {
    super(message, "list the images with `slipway images`");
  }
}
