package dev.slipway.runtime.network;

import dev.slipway.linux.Errno;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.Netlink;
import dev.slipway.linux.NetlinkMessage;
import dev.slipway.linux.NetlinkReply;
import dev.slipway.linux.OpenFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The links, addresses and routes of the network namespace in which this was opened
/// (rtnetlink(7)).
final class Links implements AutoCloseable {
  private static final int NEWLINK = 16;
  private static final int DELLINK = 17;
  private static final int GETLINK = 18;
  private static final int SETLINK = 19;
  private static final int NEWADDR = 20;
  private static final int GETADDR = 22;
  private static final int NEWROUTE = 24;
  private static final int DELROUTE = 25;

  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int AF_BRIDGE = 7;
  private static final int IFF_UP = 1;

  /// Lengths of the fixed parts `ifinfomsg` and `ifaddrmsg`.
  private static final int LINK_BYTES = 16;

  private static final int ADDRESS_BYTES = 8;

  private static final int IFLA_ADDRESS = 1;
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_MTU = 4;
  private static final int IFLA_MASTER = 10;
  private static final int IFLA_PROTINFO = 12;
  private static final int IFLA_LINKINFO = 18;
  private static final int IFLA_NET_NS_FD = 28;
  private static final int IFLA_INFO_KIND = 1;
  private static final int IFLA_INFO_DATA = 2;
  private static final int VETH_INFO_PEER = 1;
  private static final int IFLA_BRPORT_MODE = 4;
  private static final int IFA_ADDRESS = 1;
  private static final int IFA_LOCAL = 2;
  private static final int IFA_BROADCAST = 4;
  private static final int IFA_F_NODAD = 2;
  private static final int RTA_DST = 1;
  private static final int RTA_OIF = 4;
  private static final int RTA_GATEWAY = 5;
  private static final int RTA_PRIORITY = 6;
  private static final int RT_TABLE_MAIN = 254;
  private static final int RT_TABLE_LOCAL = 255;
  private static final int RTPROT_BOOT = 3;
  private static final int RTN_UNICAST = 1;
  private static final int RTN_LOCAL = 2;

  /// A route of less use than the loopback device's own, whose number is lower.
  private static final int AFTER_LOOPBACK = 2048;

  private final Netlink netlink;

  private Links(Netlink netlink) {
    this.netlink = netlink;
  }

  /// Those of the calling thread's namespace; any thread may use them then.
  static Links open() throws LinuxException {
    return new Links(Netlink.open(Netlink.Subsystem.ROUTE));
  }

  /// @param mtu bytes
  record Link(int index, int mtu) {}

  @Nullable Link find(String name) throws LinuxException {
    NetlinkReply reply = netlink.ask(link(GETLINK, 0, 0).text(IFLA_IFNAME, name), name);
    if (reply == null) {
      return null;
    }
    ByteBuffer mtu = reply.attribute(LINK_BYTES, IFLA_MTU);
    return new Link(reply.u32(4), mtu == null ? 0 : mtu.getInt(0));
  }

  record Address(Ipv4 address, int prefix) {}

  /// The first IPv4 address of a link.
  @Nullable Address address(Link link) throws LinuxException {
    var every = new NetlinkMessage(GETADDR).u8(AF_INET, 0, 0, 0).u32(0);
    for (NetlinkReply reply : netlink.list(every, "addresses")) {
      ByteBuffer local = reply.attribute(ADDRESS_BYTES, IFA_LOCAL);
      if (reply.u32(4) == link.index() && local != null) {
        return new Address(new Ipv4(local.order(ByteOrder.BIG_ENDIAN).getInt(0)), reply.u8(1));
      }
    }
    return null;
  }

  /// @param mtu bytes; given on its own, since one given at creation is forgotten when the last
  ///   port leaves
  Link addBridge(String name, int mtu) throws LinuxException {
    NetlinkMessage bridge = link(NEWLINK, 0, 0).text(IFLA_IFNAME, name);
    int info = bridge.nest(IFLA_LINKINFO);
    netlink.create(bridge.text(IFLA_INFO_KIND, "bridge").end(info), name);
    netlink.change(link(NEWLINK, 0, 0).text(IFLA_IFNAME, name).number(IFLA_MTU, mtu), name);
    Link added = find(name);
    if (added == null) {
      throw new IllegalStateException(name + " was removed as soon as it was made");
    }
    return added;
  }

  void setHardwareAddress(String name, byte[] mac) throws LinuxException {
    netlink.change(link(NEWLINK, 0, 0).text(IFLA_IFNAME, name).attribute(IFLA_ADDRESS, mac), name);
  }

  /// Adds a pair of links: one end is a port of a bridge, up, and sends packets back where they
  /// came from; the other is `device` of another namespace.
  ///
  /// @param mac of `device`
  void addPair(String name, Link bridge, Path namespace, String device, byte[] mac)
      throws LinuxException {
    try (OpenFile inside = OpenFile.read(namespace)) {
      NetlinkMessage pair = link(NEWLINK, 0, IFF_UP).text(IFLA_IFNAME, name);
      pair.number(IFLA_MTU, bridge.mtu()).number(IFLA_MASTER, bridge.index());
      int info = pair.nest(IFLA_LINKINFO);
      pair.text(IFLA_INFO_KIND, "veth");
      int data = pair.nest(IFLA_INFO_DATA);
      int peer = pair.nest(VETH_INFO_PEER);
      fixed(pair, 0, 0, 0).text(IFLA_IFNAME, device).number(IFLA_MTU, bridge.mtu());
      pair.attribute(IFLA_ADDRESS, mac).number(IFLA_NET_NS_FD, inside.fd());
      netlink.create(pair.end(peer).end(data).end(info), name);
    }
    Link port = find(name);
    if (port != null) {
      NetlinkMessage hairpin = new NetlinkMessage(SETLINK);
      fixed(hairpin, AF_BRIDGE, port.index(), 0);
      int options = hairpin.nest(IFLA_PROTINFO);
      netlink.change(hairpin.attribute(IFLA_BRPORT_MODE, (byte) 1).end(options), name);
    }
  }

  void up(String name) throws LinuxException {
    netlink.change(link(NEWLINK, 0, IFF_UP).text(IFLA_IFNAME, name), name);
  }

  void addAddress(Link link, Ipv4 address, int prefix) throws LinuxException {
    int broadcast = prefix == 32 ? address.value() : address.value() | -1 >>> prefix;
    var message = new NetlinkMessage(NEWADDR).u8(AF_INET, prefix, 0, 0).u32(link.index());
    message.address(IFA_LOCAL, address.value()).address(IFA_ADDRESS, address.value());
    netlink.create(message.address(IFA_BROADCAST, broadcast), address + "/" + prefix);
  }

  void addDefaultRoute(Ipv4 gateway) throws LinuxException {
    netlink.create(defaultRoute(NEWROUTE, gateway), "default via " + gateway);
  }

  void removeDefaultRoute(Ipv4 gateway) throws LinuxException {
    netlink.change(defaultRoute(DELROUTE, gateway), "default via " + gateway);
  }

  private static NetlinkMessage defaultRoute(int type, Ipv4 gateway) {
    return new NetlinkMessage(type)
        .u8(AF_INET, 0, 0, 0, RT_TABLE_MAIN, RTPROT_BOOT, 0, RTN_UNICAST)
        .u32(0)
        .address(RTA_GATEWAY, gateway.value());
  }

  void addAddress(Link link, Ipv6 address, int prefix) throws LinuxException {
    // Usable at once: nobody else on a bridge of ours can have it.
    var message =
        new NetlinkMessage(NEWADDR).u8(AF_INET6, prefix, IFA_F_NODAD, 0).u32(link.index());
    message.attribute(IFA_LOCAL, address.bytes()).attribute(IFA_ADDRESS, address.bytes());
    netlink.create(message, address + "/" + prefix);
  }

  void addDefaultRoute(Ipv6 gateway) throws LinuxException {
    netlink.create(defaultRoute(NEWROUTE, gateway), "default via " + gateway);
  }

  void removeDefaultRoute(Ipv6 gateway) throws LinuxException {
    netlink.change(defaultRoute(DELROUTE, gateway), "default via " + gateway);
  }

  private static NetlinkMessage defaultRoute(int type, Ipv6 gateway) {
    return new NetlinkMessage(type)
        .u8(AF_INET6, 0, 0, 0, RT_TABLE_MAIN, RTPROT_BOOT, 0, RTN_UNICAST)
        .u32(0)
        .attribute(RTA_GATEWAY, gateway.bytes());
  }

  /// Lets what comes in over a link be for `::1`, when it was that before its addresses were
  /// translated. The kernel itself drops what really comes for that from elsewhere.
  void addLoopbackRoute(Link link) throws LinuxException {
    var message =
        new NetlinkMessage(NEWROUTE)
            .u8(AF_INET6, 128, 0, 0, RT_TABLE_LOCAL, RTPROT_BOOT, 0, RTN_LOCAL)
            .u32(0)
            .attribute(RTA_DST, Ipv6.LOOPBACK.bytes())
            .number(RTA_OIF, link.index())
            .number(RTA_PRIORITY, AFTER_LOOPBACK);
    netlink.create(message, "local ::1");
  }

  /// Removes a link; one that is not there is no error.
  void remove(String name) throws LinuxException {
    try {
      netlink.change(link(DELLINK, 0, 0).text(IFLA_IFNAME, name), name);
    } catch (LinuxException failure) {
      if (failure.errno() != Errno.ENODEV) {
        throw failure;
      }
    }
  }

  private static NetlinkMessage link(int type, int index, int flags) {
    return fixed(new NetlinkMessage(type), 0, index, flags);
  }

  private static NetlinkMessage fixed(NetlinkMessage message, int family, int index, int flags) {
    return message.u8(family, 0).u16(0).u32(index).u32(flags).u32(flags);
  }

  @Override
  public void close() {
    netlink.close();
  }
}
