package dev.slipway.image.store;

/// A lock or lease that is held until it is closed. Any thread may close it; twice does no harm.
public interface Lock extends AutoCloseable {
  @Override
  void close();
}
