package dev.slipway.engine.create;

import dev.slipway.runtime.network.Membership;
import dev.slipway.runtime.run.ContainerRecord;
import java.util.ArrayList;
import java.util.List;

/// Which networks a container is on, in words.
public final class Memberships {
  private Memberships() {}

  /// As `ps` shows them: `bridge`, or `front,back`, or `host`.
  public static List<String> names(ContainerRecord record) {
    List<Membership> memberships = record.memberships();
    if (memberships.isEmpty()) {
      return List.of(record.networkName());
    }
    var names = new ArrayList<String>(memberships.size());
    for (Membership membership : memberships) {
      names.add(membership.network());
    }
    return List.copyOf(names);
  }

  public static boolean has(ContainerRecord record, String network) {
    return names(record).contains(network);
  }
}
