package dev.slipway.image.layer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// A layer that is not here yet: it is brought when more of it is read than its listing has.
public final class RemoteLayer implements LayerSource {
  private final Bringing bringing;
  private @Nullable LayerListing listing;
  private @Nullable LayerSource brought;

  public RemoteLayer(Bringing bringing) {
    this.bringing = bringing;
  }

  /// How it comes here.
  public interface Bringing {
    /// What is in it, in the cheapest way.
    LayerListing list() throws IOException;

    /// All of it.
    LayerSource bring() throws IOException;
  }

  @Override
  public LayerIndex index() throws IOException {
    return listing().index();
  }

  private synchronized LayerListing listing() throws IOException {
    if (listing == null) {
      listing = bringing.list();
    }
    return listing;
  }

  @Override
  public InputStream open(LayerEntry entry) throws IOException {
    byte[] kept = listing().files().get(entry.path());
    return kept != null && entry.kind() == EntryKind.FILE && kept.length == entry.size()
        ? new ByteArrayInputStream(kept)
        : brought().open(entry);
  }

  /// The layer itself, which is here from now on.
  public synchronized LayerSource brought() throws IOException {
    if (brought == null) {
      brought = bringing.bring();
    }
    return brought;
  }
}
