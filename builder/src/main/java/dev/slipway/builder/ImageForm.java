package dev.slipway.builder;

import dev.slipway.image.ImageReference;
import dev.slipway.image.layer.LayerCompression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How an image is written for one output.
///
/// @param names beside those of `--tag`
/// @param compression of the layers; null leaves them as the store has them
/// @param force whether layers of the base are compressed anew as well
/// @param ociMediaTypes false is Docker's names of the documents
/// @param rewriteTimestamp whether files get the time of `SOURCE_DATE_EPOCH`; null is where there
///   is one
/// @param annotations of this output alone
public record ImageForm(
    List<ImageReference> names,
    @Nullable LayerCompression compression,
    boolean force,
    boolean ociMediaTypes,
    @Nullable Boolean rewriteTimestamp,
    List<Annotation> annotations) {
  /// As images stand in the store.
  public static final ImageForm STORED =
      new ImageForm(List.of(), null, false, true, null, List.of());

  /// Copies the lists.
  public ImageForm {
    names = List.copyOf(names);
    annotations = List.copyOf(annotations);
  }

  /// With its layers compressed so.
  public ImageForm withCompression(LayerCompression value) {
    return new ImageForm(names, value, force, ociMediaTypes, rewriteTimestamp, annotations);
  }
}
