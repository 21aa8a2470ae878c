package dev.slipway.tasks;

import java.io.IOException;

/// Work for another thread that gives nothing back.
@FunctionalInterface
public interface Action {
  void run() throws IOException, InterruptedException;
}
