package dev.slipway.image.layer;

import dev.slipway.image.ImagePath;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a link says, byte for byte: a symbolic link's text, or a hard link's absolute path.
public final class LinkTarget {
  /// The target of everything that is no link.
  public static final LinkTarget NONE = new LinkTarget(new byte[0]);

  private final byte[] bytes;

  private LinkTarget(byte[] bytes) {
    this.bytes = bytes;
  }

  public static LinkTarget of(byte[] bytes) {
    return bytes.length == 0 ? NONE : new LinkTarget(bytes.clone());
  }

  public static LinkTarget of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  public static LinkTarget of(ImagePath path) {
    return of(path.bytes());
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /// The path that a hard link names.
  public ImagePath path() {
    return ImagePath.ofBytes(bytes);
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LinkTarget that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
