package dev.slipway.tasks;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Work for another thread.
@FunctionalInterface
public interface Work<T extends @Nullable Object> {
  T run() throws IOException, InterruptedException;
}
