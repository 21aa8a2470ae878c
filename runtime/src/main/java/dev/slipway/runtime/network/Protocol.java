package dev.slipway.runtime.network;

import java.util.Locale;

/// The transport protocols whose ports can be published.
public enum Protocol {
  TCP,
  UDP;

  /// As in `8080/tcp`.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
