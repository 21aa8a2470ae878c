package dev.slipway.runtime.network;

import dev.slipway.linux.NetlinkReply;
import dev.slipway.linux.NetlinkReply.Attribute;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule that lets every packet fall that comes to it: many firewalls end in one instead of
/// setting a policy. See linux/netfilter/nf_tables.h for the numbers.
final class ClosingRule {
  private static final int NAME = 1;
  private static final int DATA = 2;
  private static final int IMMEDIATE_DATA = 2;
  private static final int VERDICT = 2;
  private static final int VERDICT_CODE = 1;
  private static final int TARGET_NAME = 1;
  private static final int DROP = 0;

  private ClosingRule() {}

  /// @param expressions what the rule does, one after the other
  static boolean is(ByteBuffer expressions) {
    boolean drops = false;
    for (Attribute element : NetlinkReply.inside(expressions)) {
      List<Attribute> expression = NetlinkReply.inside(element.value());
      ByteBuffer data = find(expression, DATA);
      switch (text(find(expression, NAME))) {
        case "counter", "log" -> {} // They see every packet and decide about none.
        case "reject" -> drops = true;
        case "immediate" -> drops = data != null && isDrop(data);
        case "target" -> drops = data != null && isDropOfTables(data);
        default -> {
          return false; // It asks something of the packet.
        }
      }
    }
    return drops;
  }

  private static boolean isDrop(ByteBuffer immediate) {
    ByteBuffer data = find(NetlinkReply.inside(immediate), IMMEDIATE_DATA);
    ByteBuffer verdict = data == null ? null : find(NetlinkReply.inside(data), VERDICT);
    ByteBuffer code = verdict == null ? null : find(NetlinkReply.inside(verdict), VERDICT_CODE);
    return code != null && code.order(ByteOrder.BIG_ENDIAN).getInt(0) == DROP;
  }

  /// One of the iptables program's own.
  private static boolean isDropOfTables(ByteBuffer target) {
    String name = text(find(NetlinkReply.inside(target), TARGET_NAME));
    return name.equals("REJECT") || name.equals("DROP");
  }

  private static @Nullable ByteBuffer find(List<Attribute> attributes, int type) {
    for (Attribute attribute : attributes) {
      if (attribute.type() == type) {
        return attribute.value();
      }
    }
    return null;
  }

  private static String text(@Nullable ByteBuffer name) {
    if (name == null) {
      return "";
    }
    byte[] bytes = new byte[name.remaining()];
    name.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8).replace("\0", "");
  }
}
