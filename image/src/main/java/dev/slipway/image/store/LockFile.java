package dev.slipway.image.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The state of one lock file in this process.
///
/// A kernel lock belongs to the process: it does not part threads, and closing any descriptor of
/// the file drops it. So all threads share the one descriptor here and are counted.
final class LockFile {
  private static final Map<Path, LockFile> OPEN = new ConcurrentHashMap<>();
  private static final long FIRST_PAUSE_MILLIS = 1;
  private static final long LONGEST_PAUSE_MILLIS = 16;
  private static final int WRITER = -1;

  private final Path file;

  /// Threads that hold it: [#WRITER], none, or the number of readers.
  private int holders;

  /// A thread is asking the kernel.
  private boolean asking;

  private @Nullable FileChannel channel;

  private LockFile(Path file) {
    this.file = file;
  }

  static LockFile of(Path file) {
    return OPEN.computeIfAbsent(file.toAbsolutePath().normalize(), LockFile::new);
  }

  /// Waits for the lock, in the process first and then in the kernel. The kernel is polled: a
  /// blocking call would hold a carrier thread and could not be interrupted.
  Lock acquire(boolean shared) throws IOException {
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      awaitThreads(shared);
      Lock held = tryAcquire(shared);
      if (held != null) {
        return held;
      }
      pause(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    }
  }

  private synchronized void awaitThreads(boolean shared) throws IOException {
    try {
      while (!free(shared)) {
        wait();
      }
    } catch (InterruptedException interrupted) {
      throw interrupted();
    }
  }

  private boolean free(boolean shared) {
    return !asking && (holders == 0 || (shared && holders > 0));
  }

  /// The lock, or null where another thread or process holds it.
  @Nullable Lock tryAcquire(boolean shared) throws IOException {
    synchronized (this) {
      if (!free(shared)) {
        return null;
      }
      if (holders > 0) {
        holders++;
        return new Held();
      }
      asking = true;
    }
    FileChannel opened = null;
    try {
      opened = ask(shared);
    } finally {
      asked(opened, shared);
    }
    return opened == null ? null : new Held();
  }

  private synchronized void asked(@Nullable FileChannel opened, boolean shared) {
    asking = false;
    if (opened != null) {
      channel = opened;
      holders = shared ? 1 : WRITER;
    }
    notifyAll();
  }

  private @Nullable FileChannel ask(boolean shared) throws IOException {
    while (true) {
      FileChannel opened =
          FileChannel.open(
              file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
      boolean kept = false;
      try {
        Object inode = inode(file);
        FileLock lock = opened.tryLock(0, Long.MAX_VALUE, shared);
        if (lock == null) {
          return null;
        }
        // The file may have been removed, or replaced, before it was locked.
        if (inode != null && inode.equals(inode(file))) {
          kept = true;
          return opened;
        }
      } finally {
        if (!kept) {
          opened.close();
        }
      }
    }
  }

  static @Nullable Object inode(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  private static void pause(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      throw interrupted();
    }
  }

  private static IOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while waiting for a lock of the store");
  }

  private synchronized void release() {
    if (holders != WRITER && --holders > 0) {
      return;
    }
    holders = 0;
    FileChannel open = channel;
    channel = null;
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } finally {
      notifyAll();
    }
  }

  private final class Held implements Lock {
    private final AtomicBoolean closed = new AtomicBoolean();

    @Override
    public void close() {
      if (!closed.getAndSet(true)) {
        release();
      }
    }
  }
}
