package dev.slipway.runtime.network;

import dev.slipway.linux.LinuxException;
import dev.slipway.linux.Netlink;
import dev.slipway.linux.NetlinkMessage;
import dev.slipway.linux.NetlinkReply;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
  private static final int CHAIN_HOOK = 4;
  private static final int CHAIN_POLICY = 5;
  private static final int RULE_CHAIN = 2;
  private static final int RULE_HANDLE = 3;
  private static final int RULE_EXPRESSIONS = 4;
  private static final int CHAIN_TYPE = 7;
  private static final int DROP = 0;

  /// The number of tables for IPv4 and IPv6.
  private static final int INET = 1;

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

    /// The program for what the kernel had before nf_tables.
    NetworkTool legacyTables() {
      return switch (this) {
        case IPV4 -> NetworkTool.IPTABLES_LEGACY;
        case IPV6 -> NetworkTool.IP6TABLES_LEGACY;
      };
    }

    /// The file that names its tables of this network namespace; not there where it is not.
    String legacyNames() {
      return "/proc/net/" + word + "_tables_names";
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

  /// Packets that a chain is shown.
  enum Hook {
    /// For the host itself.
    INPUT(1),
    FORWARD(2);

    private final int number;

    Hook(int number) {
      this.number = number;
    }
  }

  /// A chain that decides about packets, or one that such a chain asks.
  ///
  /// @param protocols of the table: [#INET], or those of a [Family]
  /// @param drops whether its policy is to drop what none of its rules decides
  record FilterChain(int protocols, String table, String name, Hook hook, boolean drops) {
    /// Whether it is the one that iptables has.
    boolean isOfTables() {
      return protocols != INET && table.equals("filter") && name.equals(hook.name());
    }

    /// Another one of its table.
    FilterChain named(String other) {
      return new FilterChain(protocols, table, other, hook, false);
    }

    /// As nft calls it.
    @Override
    public String toString() {
      String word = "inet";
      for (Family family : Family.values()) {
        word = family.number == protocols ? family.word : word;
      }
      return word + " " + table + " " + name;
    }
  }

  Family family() {
    return family;
  }

  /// Every chain to which the kernel shows such packets and that lets fall what none of its rules
  /// decides: by its policy, or by the last of them. Those of tables for both protocols are told
  /// with IPv4's alone.
  List<FilterChain> droppingChains(Hook wanted) {
    List<FilterChain> chains = new ArrayList<>();
    for (FilterChain chain : chains(wanted)) {
      if (chain.drops() || endsInDrop(chain)) {
        chains.add(chain);
      }
    }
    return chains;
  }

  /// Every chain that filters such packets.
  List<FilterChain> chains(Hook wanted) {
    List<FilterChain> chains = new ArrayList<>();
    for (NetlinkReply reply : list(new NetlinkMessage(GETCHAIN).u8(0, 0).u16(0))) {
      int protocols = reply.u8(0);
      boolean ours = protocols == family.number || (protocols == INET && family == Family.IPV4);
      ByteBuffer hook = reply.attribute(FIXED_BYTES, CHAIN_HOOK);
      // The number of the hook is the first of what belongs to it.
      if (ours
          && hook != null
          && hook.order(ByteOrder.BIG_ENDIAN).getInt(4) == wanted.number
          && text(reply, CHAIN_TYPE).equals("filter")) {
        ByteBuffer policy = reply.attribute(FIXED_BYTES, CHAIN_POLICY);
        boolean drops = policy != null && policy.order(ByteOrder.BIG_ENDIAN).getInt(0) == DROP;
        chains.add(
            new FilterChain(protocols, text(reply, TABLE), text(reply, CHAIN_NAME), wanted, drops));
      }
    }
    return chains;
  }

  private boolean endsInDrop(FilterChain chain) {
    List<NetlinkReply> rules = list(rules(chain).text(RULE_CHAIN, chain.name()));
    if (rules.isEmpty()) {
      return false;
    }
    ByteBuffer does = rules.getLast().attribute(FIXED_BYTES, RULE_EXPRESSIONS);
    return does != null && ClosingRule.is(does);
  }

  private static NetlinkMessage rules(FilterChain chain) {
    return new NetlinkMessage(GETRULE).u8(chain.protocols(), 0).u16(0).text(TABLE, chain.table());
  }

  private static String text(NetlinkReply reply, int attribute) {
    ByteBuffer bytes = reply.attribute(FIXED_BYTES, attribute);
    if (bytes == null) {
      return "";
    }
    byte[] text = new byte[Math.max(0, bytes.remaining() - 1)]; // Without the NUL that ends it.
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  /// The handles of the chain's rules that name the link.
  List<Long> rulesNaming(FilterChain chain, String link) {
    return naming(rules(chain).text(RULE_CHAIN, chain.name()), link);
  }

  /// Whether any rule of the chain's table names the link.
  boolean isNamedInTable(FilterChain chain, String link) {
    return !naming(rules(chain), link).isEmpty();
  }

  private List<Long> naming(NetlinkMessage rules, String link) {
    byte[] name = (link + "\0").getBytes(StandardCharsets.UTF_8);
    List<Long> handles = new ArrayList<>();
    for (NetlinkReply rule : list(rules)) {
      ByteBuffer handle = rule.attribute(FIXED_BYTES, RULE_HANDLE);
      if (handle != null && rule.contains(name)) {
        handles.add(handle.order(ByteOrder.BIG_ENDIAN).getLong(0));
      }
    }
    return handles;
  }

  /// Nothing of what cannot be seen: who makes it anew learns why.
  private List<NetlinkReply> list(NetlinkMessage message) {
    try {
      return netlink.list(message, "nf_tables");
    } catch (LinuxException unreadable) {
      return List.of();
    }
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
