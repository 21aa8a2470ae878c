package dev.slipway.builder.export;

import dev.slipway.builder.Annotation;
import dev.slipway.builder.Annotation.Place;
import dev.slipway.builder.ImageForm;
import dev.slipway.builder.layers.RemoteLayers;
import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageConfig;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.Platform;
import dev.slipway.image.spec.ConfigDocument;
import dev.slipway.image.spec.DescriptorDocument;
import dev.slipway.image.spec.IndexDocument;
import dev.slipway.image.spec.ManifestDocument;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// Writes the documents of images into the store, each as an output wants it.
final class ImageSets {
  private final ImageStore store;
  private final StageLayers layers;
  private final RemoteLayers remote;
  private final AttestedImages attestations;

  ImageSets(
      ImageStore store, StageLayers layers, RemoteLayers remote, AttestedImages attestations) {
    this.store = store;
    this.layers = layers;
    this.remote = remote;
    this.attestations = attestations;
  }

  /// @param annotations the output's own and those of every output
  ImageSet write(List<BuiltStage> stages, ImageForm form, List<Annotation> annotations)
      throws IOException, InterruptedException {
    var images = new ArrayList<Image>();
    var entries = new ArrayList<DescriptorDocument>();
    var additions = new TreeSet<Digest>();
    var referrers = new ArrayList<DescriptorDocument>();
    for (BuiltStage built : stages) {
      Image image = image(built, form, annotations);
      images.add(image);
      entries.add(DescriptorDocument.of(entry(image, annotations)));
      AttestedImages.Attested said = attestations.of(built, image, form);
      entries.addAll(said.entries());
      referrers.addAll(said.referrers());
      additions.addAll(said.blobs());
    }
    if (entries.size() == 1) {
      return new ImageSet(images, entry(images.getFirst(), annotations), additions, referrers);
    }
    Descriptor index = index(entries, form, annotations);
    additions.add(index.digest());
    return new ImageSet(images, index, additions, referrers);
  }

  private Image image(BuiltStage built, ImageForm form, List<Annotation> annotations)
      throws IOException, InterruptedException {
    boolean rewritten = !Boolean.FALSE.equals(form.rewriteTimestamp());
    ImageConfig config = StageConfig.of(built, layers.diffIds(built, rewritten));
    var published = new ArrayList<Descriptor>();
    for (Digest diffId : config.diffIds()) {
      published.add(published(diffId, form));
    }
    byte[] bytes = ConfigDocument.write(config);
    Descriptor descriptor =
        Descriptor.of(MediaTypes.OCI_CONFIG, store.blobs().put(bytes), bytes.length);
    ManifestDocument manifest =
        ManifestDocument.of(descriptor, published)
            .withMediaTypes(names(form))
            .withAnnotations(on(Place.MANIFEST, config.platform(), annotations));
    return store.images().addManifest(manifest.toJson());
  }

  /// A layer that is not here goes to its registry as it is where it is.
  private Descriptor published(Digest diffId, ImageForm form) throws IOException {
    Optional<Descriptor> elsewhere = remote.blob(diffId);
    if (elsewhere.isPresent()) {
      return elsewhere.get();
    }
    return form.compression() == null
        ? store.layers().publish(diffId)
        : store.layers().publish(diffId, form.compression(), form.force());
  }

  private static UnaryOperator<String> names(ImageForm form) {
    return form.ociMediaTypes() ? MediaTypes::oci : MediaTypes::docker;
  }

  private static Descriptor entry(Image image, List<Annotation> annotations) {
    return image
        .manifest()
        .withAnnotations(on(Place.MANIFEST_DESCRIPTOR, image.config().platform(), annotations));
  }

  private Descriptor index(
      List<DescriptorDocument> entries, ImageForm form, List<Annotation> annotations)
      throws IOException {
    IndexDocument index =
        IndexDocument.ofDocuments(entries, everywhere(Place.INDEX, annotations))
            .withMediaTypes(names(form));
    byte[] bytes = index.toJson();
    return Descriptor.of(
            names(form).apply(MediaTypes.OCI_INDEX), store.blobs().put(bytes), bytes.length)
        .withAnnotations(everywhere(Place.INDEX_DESCRIPTOR, annotations));
  }

  private static SortedMap<String, String> on(
      Place place, Platform platform, List<Annotation> annotations) {
    var found = new TreeMap<String, String>();
    for (Annotation each : annotations) {
      if (each.place() == place && each.isFor(platform)) {
        found.put(each.key(), each.value());
      }
    }
    return found;
  }

  private static SortedMap<String, String> everywhere(Place place, List<Annotation> annotations) {
    var found = new TreeMap<String, String>();
    for (Annotation each : annotations) {
      if (each.place() == place) {
        found.put(each.key(), each.value());
      }
    }
    return found;
  }
}
