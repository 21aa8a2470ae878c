package dev.slipway.runtime.network;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/// One holder at a time on this host. A file lock guards against other processes only, so it is
/// paired with a lock for threads.
final class HostLock implements AutoCloseable {
  private static final ReentrantLock THREADS = new ReentrantLock();
  private final FileChannel file;

  private HostLock(FileChannel file) {
    this.file = file;
  }

  static HostLock take(Path path) throws IOException {
    THREADS.lock();
    try {
      var file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        file.lock();
        return new HostLock(file);
      } catch (IOException | RuntimeException failed) {
        file.close();
        throw failed;
      }
    } catch (IOException | RuntimeException failed) {
      THREADS.unlock();
      throw failed;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      file.close(); // Closing drops the lock.
    } finally {
      THREADS.unlock();
    }
  }
}
