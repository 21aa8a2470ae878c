package dev.slipway.builder.solve;

import dev.slipway.runtime.step.StepNetwork;
import java.io.IOException;
import java.util.Optional;

/// Networks for the steps of a build.
@FunctionalInterface
public interface RunNetworks {
  /// A network for one step, given back by closing it.
  Lease lease() throws IOException, InterruptedException;

  /// A network in use.
  interface Lease extends AutoCloseable {
    StepNetwork network();

    /// This machine as a step sees it; empty without a network.
    Optional<String> gateway();

    @Override
    void close() throws IOException;
  }

  /// The machine's own network for every step.
  static RunNetworks host() {
    return () -> fixed(new StepNetwork.Host());
  }

  /// A network that nobody has to give back.
  static Lease fixed(StepNetwork network) {
    return new Lease() {
      @Override
      public StepNetwork network() {
        return network;
      }

      @Override
      public Optional<String> gateway() {
        return network instanceof StepNetwork.Host ? Optional.of("127.0.0.1") : Optional.empty();
      }

      @Override
      public void close() {}
    };
  }
}
