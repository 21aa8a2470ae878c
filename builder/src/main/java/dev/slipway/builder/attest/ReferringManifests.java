package dev.slipway.builder.attest;

import dev.slipway.builder.attest.WrittenAttestations.Said;
import dev.slipway.builder.export.AttestedImages.Attested;
import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.spec.DescriptorDocument;
import dev.slipway.image.spec.ManifestDocument;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Each document as a manifest of its own, whose subject is the image (OCI image specification,
/// "Guidelines for Artifact Usage").
final class ReferringManifests {
  private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);
  private static final String PREDICATE_TYPE = "in-toto.io/predicate-type";

  private final ImageStore store;

  ReferringManifests(ImageStore store) {
    this.store = store;
  }

  Attested write(Image image, ImageFacts about, List<Said> documents) throws IOException {
    Descriptor config = Descriptor.of(MediaTypes.OCI_EMPTY, store.blobs().put(EMPTY), EMPTY.length);
    var referrers = new ArrayList<DescriptorDocument>();
    var blobs = new ArrayList<Digest>();
    for (Said said : documents) {
      byte[] bytes = said.bytes(about);
      Map<String, String> type = Map.of(PREDICATE_TYPE, said.predicateType());
      Descriptor layer =
          Descriptor.of(said.mediaType(), store.blobs().put(bytes), bytes.length)
              .withAnnotations(type);
      byte[] manifest =
          ManifestDocument.ofArtifact(said.mediaType(), config, List.of(layer), image.manifest())
              .withAnnotations(type)
              .toJson();
      Digest digest = store.blobs().put(manifest);
      referrers.add(
          DescriptorDocument.of(
                  Descriptor.of(MediaTypes.OCI_MANIFEST, digest, manifest.length)
                      .withAnnotations(type))
              .withArtifactType(said.mediaType()));
      blobs.addAll(List.of(config.digest(), layer.digest(), digest));
    }
    return new Attested(List.of(), referrers, blobs);
  }
}
