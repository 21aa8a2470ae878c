package dev.slipway.registry.client;

import dev.slipway.tasks.Task;
import dev.slipway.tasks.TaskScope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

/// Layers that are moved at the same time, but not all of them.
final class ParallelTransfers {
  private final int most;

  ParallelTransfers(int most) {
    this.most = most;
  }

  /// Does all of it; the first failure ends the rest and is thrown here.
  ///
  /// @return the results in the order of the work
  <T> List<T> run(List<Callable<T>> work) throws IOException, InterruptedException {
    var permits = new Semaphore(most);
    try (TaskScope scope = TaskScope.open("transfer")) {
      var tasks = new ArrayList<Task<T>>();
      try {
        for (Callable<T> each : work) {
          tasks.add(
              scope.fork(() -> {
                permits.acquire();
                try {
                  return each.call();
                } finally {
                  permits.release();
                }
              }));
        }
      } catch (CancellationException alreadyFailed) {
        // What failed before the last was begun is thrown by the next line.
      }
      scope.join();
      List<T> results = new ArrayList<>();
      for (var task : tasks) {
        results.add(task.get());
      }
      return results;
    } catch (ExecutionException failed) {
      throw TaskScope.unwrapped(failed);
    }
  }
}
