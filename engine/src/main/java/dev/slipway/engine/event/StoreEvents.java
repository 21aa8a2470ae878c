package dev.slipway.engine.event;

import dev.slipway.engine.vocabulary.PruneReport;
import dev.slipway.engine.vocabulary.RemovalReport;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageReference;
import dev.slipway.runtime.network.UserNetwork;
import dev.slipway.runtime.run.ContainerRecord;
import dev.slipway.runtime.run.Event;
import dev.slipway.runtime.run.EventLog;
import dev.slipway.runtime.volume.Volumes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/// Tells `events` of what happens to images, volumes and networks of a store, and of what is done
/// with the files of containers.
public final class StoreEvents implements Volumes.Listener {
  private final EventLog log;

  public StoreEvents(Path root) {
    this.log = EventLog.ofStore(root);
  }

  private void append(String type, String action, String id, Map<String, String> attributes) {
    log.append(new Event(Instant.now(), type, action, id, attributes));
  }

  /// @param name what it is or was called; its ID where it was not meant by a name
  public void image(String action, Digest id, String name) {
    append("image", action, id.toString(), Map.of("name", name));
  }

  /// What went to or came from a registry, which Docker tells by its name.
  public void transfer(String action, ImageReference reference) {
    append(
        "image",
        action,
        reference.withDefaultTag().familiar(),
        Map.of("name", reference.familiarName()));
  }

  /// What was taken away, `image` being its ID.
  public void removal(RemovalReport report, Digest image) {
    report.untagged().forEach(_ -> image("untag", image, image.toString()));
    if (!report.deleted().isEmpty()) {
      image("delete", image, image.toString());
    }
  }

  public void prune(String type, PruneReport report) {
    append(type, "prune", "", Map.of("reclaimed", Long.toString(report.reclaimedBytes())));
  }

  public void network(String action, UserNetwork network) {
    append("network", action, network.id(), Map.of("name", network.name(), "type", "bridge"));
  }

  @Override
  public void happened(String action, String volume) {
    append("volume", action, volume, Map.of("driver", "local"));
  }

  public void container(ContainerRecord record, String action, Map<String, String> more) {
    log.append(record, action, more);
  }
}
