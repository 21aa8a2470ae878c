package dev.slipway.runtime.network;

import dev.slipway.linux.LinuxException;
import dev.slipway.linux.Netlink;
import dev.slipway.linux.NetlinkMessage;
import dev.slipway.linux.NetlinkReply;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Looks at the IPv4 rules of nf_tables without starting a program: most of the time everything is
/// there.
final class FirewallState implements AutoCloseable {
  private static final int NFTABLES = 10 << 8;
  private static final int GETCHAIN = NFTABLES | 4;
  private static final int GETRULE = NFTABLES | 7;
  private static final int GETSET = NFTABLES | 10;
  private static final int NFPROTO_IPV4 = 2;
  private static final int FIXED_BYTES = 4;

  /// The same for sets and rules.
  private static final int TABLE = 1;

  private static final int SET_NAME = 2;
  private static final int CHAIN_NAME = 3;
  private static final int CHAIN_POLICY = 5;
  private static final int RULE_CHAIN = 2;
  private static final int DROP = 0;

  private final Netlink netlink;

  private FirewallState(Netlink netlink) {
    this.netlink = netlink;
  }

  static FirewallState open() throws LinuxException {
    return new FirewallState(Netlink.open(Netlink.Subsystem.NETFILTER));
  }

  boolean hasMap(String table, String map) {
    return ask(message(GETSET).text(TABLE, table).text(SET_NAME, map)) != null;
  }

  boolean hasChain(String table, String chain) {
    return ask(message(GETCHAIN).text(TABLE, table).text(CHAIN_NAME, chain)) != null;
  }

  /// Whether the chain is there and drops what none of its rules decides.
  boolean dropsByDefault(String table, String chain) {
    NetlinkReply reply = ask(message(GETCHAIN).text(TABLE, table).text(CHAIN_NAME, chain));
    ByteBuffer policy = reply == null ? null : reply.attribute(FIXED_BYTES, CHAIN_POLICY);
    return policy != null && policy.order(ByteOrder.BIG_ENDIAN).getInt(0) == DROP;
  }

  /// How many rules of the chain name the link.
  int rulesNaming(String table, String chain, String link) {
    byte[] name = (link + "\0").getBytes(StandardCharsets.UTF_8);
    int count = 0;
    try {
      var rules = message(GETRULE).text(TABLE, table).text(RULE_CHAIN, chain);
      for (NetlinkReply rule : netlink.list(rules, chain)) {
        if (rule.contains(name)) {
          count++;
        }
      }
    } catch (LinuxException unreadable) {
      return 0;
    }
    return count;
  }

  /// Null for what is not there, or cannot be seen: who makes it anew learns why.
  private @Nullable NetlinkReply ask(NetlinkMessage message) {
    try {
      return netlink.ask(message, "nf_tables");
    } catch (LinuxException unreadable) {
      return null;
    }
  }

  private static NetlinkMessage message(int type) {
    return new NetlinkMessage(type).u8(NFPROTO_IPV4, 0).u16(0);
  }

  @Override
  public void close() {
    netlink.close();
  }
}
