package dev.slipway.linux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// A connected Unix socket that keeps packets apart, as conmon's attach socket is.
public final class SeqpacketSocket implements Pollable, AutoCloseable {
  private static final int AF_UNIX = 1;
  private static final int SOCK_SEQPACKET = 5;
  private static final int SOCK_CLOEXEC = 02000000;
  private static final int SHUT_WR = 1;
  private static final int SHUT_RDWR = 2;
  private static final int ADDRESS_BYTES = 110;
  private static final int NOSIGNAL = 0x4000;

  private final Descriptor descriptor;
  private final String name;

  private SeqpacketSocket(int fd, String name) {
    this.descriptor = new Descriptor(fd);
    this.name = name;
  }

  /// Connects to the socket file `path`, of any length.
  public static SeqpacketSocket connect(Path path) throws LinuxException {
    Path absolute = path.toAbsolutePath();
    Path parent = absolute.getParent();
    if (parent == null) {
      throw new LinuxException("connect", Errno.EINVAL, path.toString());
    }
    long fd = SystemCall.raw(CallNumber.SOCKET, AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    SystemCall.check(fd, "socket", path);
    var socket = new SeqpacketSocket((int) fd, path.toString());
    // An address has room for 107 bytes: the directory goes by its descriptor.
    try (DirectoryHandle directory = DirectoryHandle.open(parent)) {
      String shortPath = "/proc/self/fd/" + directory.fd() + "/" + absolute.getFileName();
      socket.connect(shortPath.getBytes(StandardCharsets.UTF_8));
      return socket;
    } catch (LinuxException failure) {
      socket.close();
      throw failure;
    }
  }

  private void connect(byte[] path) throws LinuxException {
    if (path.length > ADDRESS_BYTES - 3) {
      throw new LinuxException("connect", Errno.ENAMETOOLONG, name);
    }
    NativeMemory address = Scratch.begin().allocate(ADDRESS_BYTES);
    address.setShort(0, (short) AF_UNIX);
    address.put(2, path, 0, path.length);
    long result = SystemCall.raw(CallNumber.CONNECT, fd(), address.address(), ADDRESS_BYTES);
    SystemCall.check(result, "connect", name);
  }

  /// Sends one packet; an empty one is not sent, as it would read as the end.
  public void send(byte[] bytes, int offset, int length) throws LinuxException {
    if (length == 0) {
      return;
    }
    NativeMemory buffer = Scratch.begin().transfer();
    if (length > buffer.size()) {
      throw new IllegalArgumentException("a packet of " + length + " bytes");
    }
    buffer.put(0, bytes, offset, length);
    long result = SystemCall.raw(CallNumber.SENDTO, fd(), buffer.address(), length, NOSIGNAL, 0, 0);
    SystemCall.check(result, "send", name);
  }

  /// Waits for one packet; empty: the other side has ended.
  public Optional<byte[]> receive() throws LinuxException {
    NativeMemory buffer = Scratch.begin().transfer();
    long length = SystemCall.raw(CallNumber.READ, fd(), buffer.address(), buffer.size());
    if (length == -Errno.ECONNRESET || length == 0) {
      return Optional.empty();
    }
    SystemCall.check(length, "recv", name);
    return Optional.of(buffer.first(length));
  }

  /// Tells the other side that nothing more comes.
  public void shutdownOutput() throws LinuxException {
    SystemCall.check(SystemCall.raw(CallNumber.SHUTDOWN, fd(), SHUT_WR), "shutdown", name);
  }

  /// Ends both directions: whoever waits in [#receive] gets the end.
  public void shutdown() throws LinuxException {
    SystemCall.check(SystemCall.raw(CallNumber.SHUTDOWN, fd(), SHUT_RDWR), "shutdown", name);
  }

  @Override
  public int fd() throws LinuxException {
    return descriptor.number();
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
