package dev.slipway.registry;

/// Is told of a pull or a push as it goes. Calls come one at a time, from different threads.
@FunctionalInterface
public interface TransferListener {
  TransferListener NONE = event -> {};

  void on(TransferEvent event);
}
