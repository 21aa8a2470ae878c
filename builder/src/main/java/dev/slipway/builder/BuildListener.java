package dev.slipway.builder;

/// Is told of a build as it goes. Calls come one at a time, from different threads.
@FunctionalInterface
public interface BuildListener {
  /// Tells nobody.
  BuildListener NONE = event -> {};

  void on(BuildEvent event);
}
