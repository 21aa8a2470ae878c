package dev.slipway.engine.registry;

import dev.slipway.registry.client.RegistrySession;
import java.util.HashSet;
import java.util.Set;

/// The sessions with registries that are open. Each use of registries ends its own; what is left is
/// ended by whoever ends last: a JVM that exits waits 0.3 seconds for connections.
public final class OpenSessions implements AutoCloseable {
  private final Set<RegistrySession> open = new HashSet<>();

  synchronized void add(RegistrySession session) {
    open.add(session);
  }

  void end(RegistrySession session) {
    synchronized (this) {
      open.remove(session);
    }
    session.close();
  }

  /// Ends all of them. Whoever asks a registry later opens new ones.
  @Override
  public void close() {
    Set<RegistrySession> left;
    synchronized (this) {
      left = Set.copyOf(open);
      open.clear();
    }
    for (RegistrySession session : left) {
      session.close();
    }
  }
}
