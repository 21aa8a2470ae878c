package dev.slipway.runtime.network;

import dev.slipway.tasks.DedicatedThread;
import dev.slipway.tasks.Task;
import dev.slipway.tasks.TaskScope;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A program of its own, so that it begins without carrier threads: many virtual threads let
/// threads in other namespaces work for them; then it prints which of its threads are not in its
/// own network namespace.
final class NamespaceLeak {
  /// The threads that are to be there: Java's thread has ended a little before the kernel's.
  private static final String INSIDE = "in a namespace";

  private static final int TASKS = 40;
  private static final int ROUNDS = 20;

  private NamespaceLeak() {}

  public static void main(String... arguments) throws Exception {
    try (var scope = TaskScope.open("leak")) {
      for (int i = 0; i < TASKS; i++) {
        Task<Boolean> _ = scope.fork(NamespaceLeak::work);
      }
      scope.join();
    }
    Path own = Files.readSymbolicLink(Path.of("/proc/self/ns/net"));
    try (var threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path thread : threads) {
        try {
          String name = Files.readString(thread.resolve("comm")).strip();
          if (!Files.readSymbolicLink(thread.resolve("ns/net")).equals(own)
              && !name.equals(INSIDE)) {
            System.out.println(name);
          }
        } catch (NoSuchFileException ended) {
          // Threads come and go.
        }
      }
    }
  }

  private static boolean work() throws Exception {
    try (var thread = DedicatedThread.open(INSIDE)) {
      NamespaceThread.enterNew(thread);
      for (int i = 0; i < ROUNDS; i++) {
        thread.call(() -> {
          Thread.sleep(1);
          return true;
        });
      }
    }
    return true;
  }
}
