package dev.slipway.runtime.network;

import dev.slipway.linux.Namespaces;
import dev.slipway.tasks.DedicatedThread;
import dev.slipway.tasks.Work;
import java.io.IOException;
import java.nio.file.Path;

/// A network namespace, and a thread in it that does what only its inhabitants can. A new one lives
/// as long as this is open or a container is in it.
public final class InsideNetwork implements AutoCloseable {
  private final DedicatedThread thread;
  private final Path path;

  private InsideNetwork(DedicatedThread thread, Path path) {
    this.thread = thread;
    this.path = path;
  }

  /// A new one, with nothing in it.
  public static InsideNetwork make(String id) throws IOException, InterruptedException {
    var thread = DedicatedThread.open("network " + id);
    try {
      return new InsideNetwork(thread, NamespaceThread.enterNew(thread));
    } catch (IOException | InterruptedException | RuntimeException failed) {
      thread.close();
      throw failed;
    }
  }

  /// That of a running process.
  public static InsideNetwork of(long pid) throws IOException, InterruptedException {
    Path path = Path.of("/proc", Long.toString(pid), "ns/net");
    var thread = DedicatedThread.open("network of " + pid);
    try {
      thread.perform(() -> Namespaces.enter(path, Namespaces.Kind.NETWORK));
      return new InsideNetwork(thread, path);
    } catch (IOException | InterruptedException | RuntimeException failed) {
      thread.close();
      throw failed;
    }
  }

  /// Good while this is open.
  Path path() {
    return path;
  }

  /// Work inside must be nothing but system calls and files.
  <T> T call(Work<T> work) throws IOException, InterruptedException {
    return thread.call(work);
  }

  /// The name that the next link gets.
  String freeDevice() throws IOException, InterruptedException {
    return call(() -> {
      try (Links links = Links.open()) {
        int number = 0;
        while (links.find("eth" + number) != null) {
          number++;
        }
        return "eth" + number;
      }
    });
  }

  @Override
  public void close() {
    thread.close();
  }
}
