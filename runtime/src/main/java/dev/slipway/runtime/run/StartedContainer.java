package dev.slipway.runtime.run;

import java.io.Closeable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A container that has just been started. Closing this leaves it running.
public final class StartedContainer implements Closeable {
  private final Keeper keeper;
  private final @Nullable Attachment attachment;

  StartedContainer(Keeper keeper, @Nullable Attachment attachment) {
    this.keeper = keeper;
    this.attachment = attachment;
  }

  /// Its streams, if they were asked for. While this is open, cleaning up after the run is up to
  /// whoever holds it.
  public Optional<Attachment> attachment() {
    return Optional.ofNullable(attachment);
  }

  @Override
  public void close() {
    if (attachment != null) {
      attachment.close();
    }
    keeper.close();
  }
}
