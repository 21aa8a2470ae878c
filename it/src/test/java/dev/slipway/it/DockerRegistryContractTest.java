package dev.slipway.it;

import java.nio.file.Path;

/// Debian's docker-registry.
class DockerRegistryContractTest extends RegistryContract {
  @Override
  LoopbackRegistry start(Path folder) throws Exception {
    return RealRegistry.plain(folder);
  }
}
