package dev.slipway.it;

import java.nio.file.Path;

/// go-containerregistry's registry.
class GoRegistryContractTest extends RegistryContract {
  @Override
  LoopbackRegistry start(Path folder) throws Exception {
    return GoRegistry.start(folder);
  }
}
