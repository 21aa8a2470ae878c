package dev.slipway.builder.export;

import dev.slipway.builder.OutputReport;
import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReference;
import dev.slipway.image.spec.DescriptorDocument;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The images of a build's platforms with everything that belongs to them, in the store.
///
/// @param images one for each platform
/// @param root the manifest where there is one image, else an index above all
/// @param additions the digests of further documents: the index, what is said about the images
/// @param referrers manifests about an image that no other document names
public record ImageSet(
    List<Image> images,
    Descriptor root,
    SortedSet<Digest> additions,
    List<DescriptorDocument> referrers) {
  public ImageSet {
    images = List.copyOf(images);
    referrers = List.copyOf(referrers);
  }

  /// Whether an index stands above.
  public boolean isIndex() {
    return !root.digest().equals(images.getFirst().manifest().digest());
  }

  /// Every blob that belongs to it.
  public SortedSet<Digest> blobs() {
    var digests = new TreeSet<>(additions);
    for (Image image : images) {
      digests.add(image.manifest().digest());
      digests.add(image.id());
      image.layers().forEach(layer -> digests.add(layer.digest()));
    }
    return digests;
  }

  OutputReport report(List<ImageReference> names) {
    @Nullable Digest config = images.size() == 1 ? images.getFirst().id() : null;
    return new OutputReport(names, root, config);
  }
}
