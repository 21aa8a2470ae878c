package dev.slipway.builder.layers;

import dev.slipway.builder.BuildException;
import dev.slipway.image.Descriptor;
import dev.slipway.image.store.RemoteBlob;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// A place outside of the store that has layers.
///
/// What it gives is not to be believed: whoever reads it compares digests.
public interface LayerPlace {
  /// What messages call it.
  String name();

  boolean contains(Descriptor blob) throws IOException, InterruptedException;

  /// @throws BuildException it is not there
  InputStream open(Descriptor blob) throws IOException, InterruptedException;

  /// Where a registry has the blob, for registries to take it from there; null where none has.
  default @Nullable RemoteBlob remote(Descriptor blob) {
    return null;
  }

  /// What to throw for a blob that is not the layer which it should be.
  ///
  /// @param what is wrong with it
  BuildException wrongLayer(Descriptor blob, String what);
}
