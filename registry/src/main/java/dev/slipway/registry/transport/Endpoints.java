package dev.slipway.registry.transport;

import java.io.IOException;
import java.util.List;

/// Where registries are.
public interface Endpoints {
  /// The places of a registry, those to ask first first; the registry itself is the last.
  ///
  /// @param registry as image names give it
  List<Endpoint> of(String registry) throws IOException, InterruptedException;
}
