package dev.slipway.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A conversation with the kernel about the network namespace in which it was opened (netlink(7)),
/// for one thread at a time.
public final class Netlink implements AutoCloseable {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  private static final int SOCK_CLOEXEC = 02000000;

  private static final int REQUEST = 1;
  private static final int MULTI = 2;
  private static final int ACK = 4;
  private static final int DUMP = 0x300;
  private static final int CREATE_EXCLUSIVELY = 0x600;
  private static final int ERROR = 2;
  private static final int DONE = 3;

  /// With whom to speak.
  public enum Subsystem {
    ROUTE(0),
    NETFILTER(12);

    private final int protocol;

    Subsystem(int protocol) {
      this.protocol = protocol;
    }
  }

  private final Descriptor descriptor;
  private int sequence;

  private Netlink(int fd) {
    this.descriptor = new Descriptor(fd);
  }

  public static Netlink open(Subsystem subsystem) throws LinuxException {
    long fd =
        SystemCall.raw(CallNumber.SOCKET, AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, subsystem.protocol);
    return new Netlink((int) SystemCall.check(fd, "socket", "netlink"));
  }

  /// Makes something that must not be there yet.
  ///
  /// @param what for the error
  public void create(NetlinkMessage message, String what) throws LinuxException {
    exchange(message, REQUEST | ACK | CREATE_EXCLUSIVELY, what);
  }

  public void change(NetlinkMessage message, String what) throws LinuxException {
    exchange(message, REQUEST | ACK, what);
  }

  /// Asks about one thing; null: there is none.
  public @Nullable NetlinkReply ask(NetlinkMessage message, String what) throws LinuxException {
    try {
      List<NetlinkReply> replies = exchange(message, REQUEST, what);
      return replies.isEmpty() ? null : replies.getFirst();
    } catch (LinuxException failure) {
      if (failure.errno() == Errno.ENODEV || failure.errno() == Errno.ENOENT) {
        return null;
      }
      throw failure;
    }
  }

  public List<NetlinkReply> list(NetlinkMessage message, String what) throws LinuxException {
    return exchange(message, REQUEST | DUMP, what);
  }

  private List<NetlinkReply> exchange(NetlinkMessage message, int flags, String what)
      throws LinuxException {
    send(message.encode(flags, ++sequence), what);
    List<NetlinkReply> replies = new ArrayList<>(1);
    while (!receive(replies, (flags & ACK) != 0, what)) {
      // A long answer comes in several packets.
    }
    return replies;
  }

  private void send(byte[] packet, String what) throws LinuxException {
    NativeMemory buffer = Scratch.begin().transfer();
    buffer.put(0, packet, 0, packet.length);
    int fd = descriptor.number();
    long result = SystemCall.raw(CallNumber.SENDTO, fd, buffer.address(), packet.length, 0, 0, 0);
    SystemCall.check(result, "netlink", what);
  }

  /// @return whether the answer is complete
  private boolean receive(List<NetlinkReply> replies, boolean acknowledged, String what)
      throws LinuxException {
    NativeMemory buffer = Scratch.begin().transfer();
    long length =
        SystemCall.raw(CallNumber.READ, descriptor.number(), buffer.address(), buffer.size());
    SystemCall.check(length, "netlink", what);
    int at = 0;
    boolean complete = false;
    while (at + NetlinkMessage.HEADER_BYTES <= length) {
      int size = buffer.getInt(at);
      int type = buffer.getShort(at + 4) & 0xffff;
      int flags = buffer.getShort(at + 6) & 0xffff;
      boolean ours = buffer.getInt(at + 8) == sequence;
      NativeMemory body =
          buffer.slice(at + NetlinkMessage.HEADER_BYTES, size - NetlinkMessage.HEADER_BYTES);
      if (ours && (type == ERROR || type == DONE)) {
        int error = body.size() < 4 ? 0 : body.getInt(0);
        SystemCall.check(error, "netlink", what);
        complete = true;
      } else if (ours) {
        replies.add(new NetlinkReply(body.first(body.size())));
        complete |= !acknowledged && (flags & MULTI) == 0;
      }
      at += size + 3 & ~3;
    }
    return complete;
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
