package dev.slipway.builder.attest;

import java.nio.charset.StandardCharsets;
import java.util.SortedMap;

/// Package URLs: `pkg:deb/debian/bash@5.2.15-2%2Bb7?arch=amd64`.
final class PackageUrl {
  private static final String PLAIN = ".-_~:";

  private PackageUrl() {}

  /// @param path namespace and name, with slashes between
  /// @param version empty for none
  static String of(String type, String path, String version, SortedMap<String, String> qualifiers) {
    var url = new StringBuilder("pkg:").append(type);
    for (String segment : path.split("/")) {
      url.append('/').append(encoded(segment, PLAIN));
    }
    if (!version.isEmpty()) {
      url.append('@').append(encoded(version, PLAIN));
    }
    char separator = '?';
    for (var qualifier : qualifiers.entrySet()) {
      if (!qualifier.getValue().isEmpty()) {
        url.append(separator).append(qualifier.getKey()).append('=');
        url.append(encoded(qualifier.getValue(), PLAIN));
        separator = '&';
      }
    }
    return url.toString();
  }

  private static String encoded(String text, String plain) {
    var encoded = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xff);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (letter || plain.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
        encoded.append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
    return encoded.toString();
  }
}
