package dev.slipway.registry.auth;

import java.io.IOException;

/// Knows credentials.
@FunctionalInterface
public interface CredentialSource {
  CredentialSource NOBODY = _ -> Credentials.NONE;

  /// @param host of the registry's API, with its port: `registry-1.docker.io`, `localhost:5000`
  Credentials find(String host) throws IOException, InterruptedException;
}
