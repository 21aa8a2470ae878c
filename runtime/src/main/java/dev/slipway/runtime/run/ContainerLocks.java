package dev.slipway.runtime.run;

import dev.slipway.image.store.Lock;
import dev.slipway.image.store.Locks;
import java.io.IOException;
import java.util.Optional;

/// The two locks of a container: one for who changes it, and one that those who wait for its end
/// hold together until they have read how it ended, so that nobody removes it from under them.
record ContainerLocks(Locks locks) {
  Lock change(ContainerId id) throws IOException {
    return locks.exclusive(name(id));
  }

  /// Empty where somebody else changes it.
  Optional<Lock> tryChange(ContainerId id) throws IOException {
    return locks.tryExclusive(name(id));
  }

  Lock awaitingEnd(ContainerId id) throws IOException {
    return locks.shared(endName(id));
  }

  Lock nobodyAwaitsEnd(ContainerId id) throws IOException {
    return locks.exclusive(endName(id));
  }

  /// The container is gone; the caller holds what it removes the files of.
  void forget(ContainerId id) throws IOException {
    locks.forget(endName(id));
    locks.forget(name(id));
  }

  private static String name(ContainerId id) {
    return "container-" + id.hex();
  }

  private static String endName(ContainerId id) {
    return "container-" + id.hex() + "-end";
  }
}
