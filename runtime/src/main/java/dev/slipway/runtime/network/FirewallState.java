package dev.slipway.runtime.network;

import dev.slipway.linux.LinuxException;
import dev.slipway.linux.Netlink;
import dev.slipway.linux.NetlinkMessage;
import dev.slipway.linux.NetlinkReply;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Looks at the rules of nf_tables without starting a program: most of the time everything is
/// there.
final class FirewallState implements AutoCloseable {
  private static final int NFTABLES = 10 << 8;
  private static final int GETCHAIN = NFTABLES | 4;
  private static final int GETRULE = NFTABLES | 7;
  private static final int GETSET = NFTABLES | 10;
  private static final int FIXED_BYTES = 4;

  /// The same for sets and rules.
  private static final int TABLE = 1;

  private static final int SET_NAME = 2;
  private static final int CHAIN_NAME = 3;
  private static final int CHAIN_POLICY = 5;
  private static final int RULE_CHAIN = 2;
  private static final int DROP = 0;

  /// The protocol whose packets are looked at.
  enum Family {
    IPV4(2, "ip"),
    IPV6(10, "ip6");

    private final int number;
    private final String word;

    Family(int number, String word) {
      this.number = number;
      this.word = word;
    }

    /// As nft calls it.
    String word() {
      return word;
    }

    NetworkTool tables() {
      return switch (this) {
        case IPV4 -> NetworkTool.IPTABLES;
        case IPV6 -> NetworkTool.IP6TABLES;
      };
    }
  }

  private final Netlink netlink;
  private final Family family;

  private FirewallState(Netlink netlink, Family family) {
    this.netlink = netlink;
    this.family = family;
  }

  static FirewallState open(Family family) throws LinuxException {
    return new FirewallState(Netlink.open(Netlink.Subsystem.NETFILTER), family);
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

  private NetlinkMessage message(int type) {
    return new NetlinkMessage(type).u8(family.number, 0).u16(0);
  }

  @Override
  public void close() {
    netlink.close();
  }
}
