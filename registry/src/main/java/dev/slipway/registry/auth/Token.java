package dev.slipway.registry.auth;

import java.time.Instant;

/// What a token server gave.
///
/// @param value goes into a header
/// @param refresh token to keep in place of a password; empty where none was given
record Token(String value, Instant ends, String refresh) {
  boolean isFresh(Instant now) {
    return now.plusSeconds(5).isBefore(ends);
  }

  @Override
  public String toString() {
    return "Token[until " + ends + "]";
  }
}
