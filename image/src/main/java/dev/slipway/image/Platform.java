package dev.slipway.image;

import java.util.Locale;

/// What an image runs on, in Go's words: `linux/arm64/v8`.
///
/// @param variant empty where there is none
public record Platform(String os, String architecture, String variant) {
  public static Platform of(String os, String architecture) {
    return new Platform(os, architecture, "");
  }

  /// Reads `os/architecture` or `os/architecture/variant`, normalised as containerd does.
  public static Platform parse(String text) {
    String[] parts = text.toLowerCase(Locale.ROOT).split("/", -1);
    for (String part : parts) {
      if (!part.matches("[a-z0-9_.-]+")) {
        throw unknown(text);
      }
    }
    return switch (parts.length) {
      case 1 -> ofOnePart(text, parts[0]);
      case 2 -> normalised(parts[0], parts[1], "");
      case 3 -> normalised(parts[0], parts[1], parts[2]);
      default -> throw unknown(text);
    };
  }

  private static Platform ofOnePart(String text, String part) {
    Platform host = host();
    return switch (part) {
      case "linux", "windows", "darwin", "freebsd" -> new Platform(part, host.architecture, "");
      case "amd64",
          "x86_64",
          "x86-64",
          "arm64",
          "aarch64",
          "arm",
          "armhf",
          "armel",
          "386",
          "i386",
          "riscv64",
          "ppc64le",
          "s390x" ->
          normalised("linux", part, "");
      default -> throw unknown(text);
    };
  }

  private static Platform normalised(String os, String architecture, String variant) {
    return switch (architecture) {
      case "x86_64", "x86-64" -> normalised(os, "amd64", variant);
      case "amd64" -> new Platform(os, "amd64", variant.equals("v1") ? "" : variant);
      case "i386" -> new Platform(os, "386", "");
      case "aarch64" -> normalised(os, "arm64", variant);
      case "arm64" -> new Platform(os, "arm64", variant.matches("v?8") ? "" : variant);
      case "armhf" -> new Platform(os, "arm", "v7");
      case "armel" -> new Platform(os, "arm", "v6");
      case "arm" -> new Platform(os, "arm", armVariant(variant));
      default -> new Platform(os, architecture, variant);
    };
  }

  private static String armVariant(String variant) {
    if (variant.isEmpty()) {
      return "v7";
    }
    return variant.startsWith("v") ? variant : "v" + variant;
  }

  private static ImageException unknown(String text) {
    return new ImageException(
        "\"" + text + "\": unknown operating system or architecture: invalid argument",
        "a platform looks like linux/amd64 or linux/arm64/v8");
  }

  /// The platform of this machine; its containers are Linux.
  public static Platform host() {
    return normalised("linux", System.getProperty("os.arch", "amd64"), "");
  }

  public String format() {
    return variant.isEmpty() ? os + "/" + architecture : os + "/" + architecture + "/" + variant;
  }

  /// Whether an image for `this` runs on a machine that is `host`: arm variants below the host's
  /// do.
  public boolean runsOn(Platform host) {
    Platform image = normalised(os, architecture, variant);
    if (!image.os.equals(host.os) || !image.architecture.equals(host.architecture)) {
      return false;
    }
    return image.variant.isEmpty()
        || image.variant.equals(host.variant)
        || (image.architecture.equals("arm") && image.variant.compareTo(host.variant) <= 0);
  }

  @Override
  public String toString() {
    return format();
  }

  /// Written out as in [Digest].
  @Override
  public boolean equals(Object other) {
    return other instanceof Platform that
        && architecture.equals(that.architecture)
        && os.equals(that.os)
        && variant.equals(that.variant);
  }

  @Override
  public int hashCode() {
    return architecture.hashCode();
  }
}
