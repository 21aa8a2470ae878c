package dev.slipway.builder.solve;

import dev.slipway.linux.KernelRandom;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.network.Network;
import dev.slipway.runtime.network.NetworkEndpoint;
import dev.slipway.runtime.step.StepNetwork;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The network namespaces of one build: made when a step first needs one, reused by the steps that
/// follow, one more for each step that runs beside others. Making one costs more than running a
/// short step.
public final class PooledNetworks implements RunNetworks, AutoCloseable {
  private final Network network;
  private final boolean required;
  private final Consumer<String> warnings;
  private final Deque<Attached> idle = new ArrayDeque<>();
  private final List<Attached> all = new ArrayList<>();
  private boolean missing;

  /// @param required whether a step fails where no network can be made; otherwise it runs without
  ///   one, after a warning
  public PooledNetworks(Network network, boolean required, Consumer<String> warnings) {
    this.network = network;
    this.required = required;
    this.warnings = warnings;
  }

  @Override
  public Lease lease() throws IOException, InterruptedException {
    synchronized (this) {
      if (missing) {
        return new Without();
      }
      if (!idle.isEmpty()) {
        return new Taken(idle.pop());
      }
    }
    return attach();
  }

  private Lease attach() throws IOException, InterruptedException {
    String id = "build-" + KernelRandom.uniqueName();
    try {
      var attached = new Attached(id, network.attach(id, List.of()));
      synchronized (this) {
        all.add(attached);
      }
      return new Taken(attached);
    } catch (ContainerException cannot) {
      if (required) {
        throw cannot;
      }
      return without(cannot);
    }
  }

  private synchronized Lease without(ContainerException cannot) {
    if (!missing) {
      missing = true;
      warnings.accept(
          "RUN steps have no network: " + cannot.getMessage() + "; remedy: " + cannot.hint());
    }
    return new Without();
  }

  /// Gives every namespace back, also after an interrupt, which stays pending; what another one
  /// leaves is taken back by whoever attaches next. All are closed before the first is left: the
  /// kernel takes them down together.
  @Override
  public synchronized void close() throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      for (Attached attached : all) {
        attached.endpoint.close();
      }
      for (Attached attached : all) {
        network.leave(attached.id);
      }
    } catch (InterruptedException again) {
      interrupted = true;
    }
    all.clear();
    idle.clear();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private record Attached(String id, NetworkEndpoint endpoint) {}

  private final class Taken implements Lease {
    private final Attached attached;

    Taken(Attached attached) {
      this.attached = attached;
    }

    @Override
    public StepNetwork network() {
      return new StepNetwork.Namespace(
          attached.endpoint.namespace(), attached.endpoint.resolvConf());
    }

    @Override
    public Optional<String> gateway() {
      return Optional.of(attached.endpoint.gateway());
    }

    @Override
    public void close() {
      synchronized (PooledNetworks.this) {
        idle.push(attached);
      }
    }
  }

  private static final class Without implements Lease {
    @Override
    public StepNetwork network() {
      return new StepNetwork.None();
    }

    @Override
    public Optional<String> gateway() {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }
}
