package dev.slipway.image.store;

import dev.slipway.image.Digest;
import dev.slipway.linux.FileTreeRemoval;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// What a living process uses: `tmp/NAME.claim`, locked as long as its owner lives, lists digests
/// that garbage collection must leave, and `tmp/NAME/` holds its unfinished files.
///
/// A claim whose lock can be had belongs to a process that died; whoever finds it removes it.
final class Claim implements Lock {
  private static final String SUFFIX = ".claim";
  private static final Map<Path, Claim> OWN = new ConcurrentHashMap<>();

  /// A process asks the kernel for one file's lock once at a time: Java refuses a second thread.
  private static final Object ASKING = new Object();

  private final Path file;
  private final Set<Digest> digests = new HashSet<>();

  /// Not a channel, because an interrupt closes those, and closing it would drop the kernel's lock.
  private @Nullable RandomAccessFile open;

  private @Nullable Path directory;
  private int files;
  private boolean closed;

  private Claim(Path file) {
    this.file = file;
  }

  static Claim open(Path temporary) throws IOException {
    Workspace.makeDirectory(temporary);
    while (true) {
      // Unique, not secret: a secure generator takes longer to load than a short command may take.
      String name = Long.toHexString(ThreadLocalRandom.current().nextLong());
      Path file = temporary.toAbsolutePath().normalize().resolve(name + SUFFIX);
      Claim claim = new Claim(file);
      // Before the file exists: a thread that opened and closed it would drop its kernel lock.
      OWN.put(file, claim);
      if (claim.lock()) {
        return claim;
      }
      OWN.remove(file);
    }
  }

  /// Between its making and its locking another process may have taken it for a dead one's.
  private synchronized boolean lock() throws IOException {
    Files.createFile(file);
    var opened = new RandomAccessFile(file.toFile(), "rw");
    Object inode = LockFile.inode(file);
    if (inode != null
        && opened.getChannel().tryLock() != null
        && inode.equals(LockFile.inode(file))) {
      open = opened;
      return true;
    }
    opened.close();
    return false;
  }

  synchronized void add(Digest digest) throws IOException {
    if (digests.contains(digest)) {
      return;
    }
    if (open == null) {
      throw new IllegalStateException("the store is closed");
    }
    open.write((digest + "\n").getBytes(StandardCharsets.US_ASCII));
    digests.add(digest);
  }

  synchronized boolean holds(Digest digest) {
    return digests.contains(digest);
  }

  private synchronized Set<Digest> digests() {
    return Set.copyOf(digests);
  }

  /// A path in `tmp/` for a file or directory that nothing else uses.
  synchronized Path temporary(String kind) throws IOException {
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
    if (directory == null) {
      String name = file.getFileName().toString();
      Path made = file.resolveSibling(name.substring(0, name.length() - SUFFIX.length()));
      Files.createDirectory(made);
      directory = made;
    }
    return directory.resolve(kind + "-" + files++);
  }

  /// All digests that living processes claim.
  static Set<Digest> claimed(Path temporary) throws IOException {
    Set<Digest> claimed = new HashSet<>();
    forEachClaim(
        temporary,
        file -> {
          Claim own = OWN.get(file);
          if (own != null) {
            claimed.addAll(own.digests());
          } else {
            claimed.addAll(readIfAlive(file));
          }
        });
    return claimed;
  }

  /// Removes what dead processes left.
  static void sweep(Path temporary) throws IOException {
    forEachClaim(
        temporary,
        file -> {
          if (!OWN.containsKey(file)) {
            Set<Digest> _ = readIfAlive(file);
          }
        });
  }

  private static Set<Digest> readIfAlive(Path file) throws IOException {
    synchronized (ASKING) {
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        if (channel.tryLock() == null) {
          return read(channel);
        }
        remove(file);
        return Set.of();
      } catch (NoSuchFileException _) {
        return Set.of();
      }
    }
  }

  private static Set<Digest> read(FileChannel channel) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    while (content.hasRemaining() && channel.read(content) >= 0) {
      // until the file's end
    }
    Set<Digest> digests = new HashSet<>();
    String text = new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII);
    for (String line : text.split("\n")) {
      if (!line.isEmpty()) {
        digests.add(Digest.parse(line));
      }
    }
    return digests;
  }

  private static void remove(Path file) throws IOException {
    String name = file.getFileName().toString();
    Path directory = file.resolveSibling(name.substring(0, name.length() - SUFFIX.length()));
    try {
      // Mostly nothing is in it: what removes a whole tree takes longer to prepare than a short
      // build.
      Files.deleteIfExists(directory);
    } catch (DirectoryNotEmptyException unfinished) {
      FileTreeRemoval.remove(directory);
    }
    Files.deleteIfExists(file);
  }

  private interface ClaimVisitor {
    void visit(Path file) throws IOException;
  }

  private static void forEachClaim(Path temporary, ClaimVisitor visitor) throws IOException {
    Path absolute = temporary.toAbsolutePath().normalize();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(absolute)) {
      for (Path file : files) {
        if (file.toString().endsWith(SUFFIX)) {
          visitor.visit(file);
        }
      }
    } catch (NoSuchFileException _) {
      // A store that was never written has no claims.
    }
  }

  /// Drops the claim and every unfinished file.
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (RandomAccessFile _ = open) {
      remove(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } finally {
      open = null;
      OWN.remove(file);
    }
  }
}
