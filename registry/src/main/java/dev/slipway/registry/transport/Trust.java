package dev.slipway.registry.transport;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whose word a host's certificate is taken on, and who we are to it.
///
/// @param authorities PEM files of CAs beside the machine's own
/// @param unverified whether any certificate will do
/// @param certificate PEM file with which the host knows us; null for none
/// @param key PEM file of its private key
public record Trust(
    List<Path> authorities, boolean unverified, @Nullable Path certificate, @Nullable Path key) {
  /// The machine's CAs and nobody else.
  public static final Trust USUAL = new Trust(List.of(), false, null, null);

  public Trust {
    authorities = List.copyOf(authorities);
  }

  public static Trust anybody() {
    return new Trust(List.of(), true, null, null);
  }
}
