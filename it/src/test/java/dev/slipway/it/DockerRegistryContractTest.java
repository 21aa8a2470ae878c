package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

/// Debian's docker-registry.
class DockerRegistryContractTest extends RegistryContract {
  @Override
  LoopbackRegistry start(Path folder) throws Exception {
    return RealRegistry.plain(folder);
  }

  /// It is asked what it has, and sent the rest, which may be all.
  @Override
  void requireResumed(List<String> heads) {
    assertThat(heads)
        .anyMatch(head -> head.matches("(?s)GET /v2/broken-up/other/blobs/uploads/.*"))
        .anyMatch(head -> head.startsWith("PATCH "));
  }
}
