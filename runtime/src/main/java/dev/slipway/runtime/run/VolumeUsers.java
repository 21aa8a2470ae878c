package dev.slipway.runtime.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Which containers were made with a volume.
public final class VolumeUsers {
  private VolumeUsers() {}

  /// Their IDs. A container whose record cannot be read counts for none.
  public static List<String> of(ContainerRecords records, String volume) throws IOException {
    List<String> users = new ArrayList<>();
    for (Container container : records.list(_ -> {})) {
      for (VolumeRecord used : container.record().volumes()) {
        if (used.kind() == VolumeRecord.Kind.VOLUME && used.source().equals(volume)) {
          users.add(container.id().hex());
          break;
        }
      }
    }
    return users;
  }
}
