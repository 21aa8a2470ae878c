package dev.slipway.builder.attest;

import dev.slipway.builder.attest.WrittenAttestations.Said;
import dev.slipway.builder.export.AttestedImages.Attested;
import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageConfig;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.Platform;
import dev.slipway.image.spec.ConfigDocument;
import dev.slipway.image.spec.DescriptorDocument;
import dev.slipway.image.spec.ManifestDocument;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// All documents of an image as one manifest for an unknown platform, as BuildKit writes them: it
/// stands in an index beside the image, which its entry there names.
final class AttestationManifest {
  private static final Platform UNKNOWN = Platform.of("unknown", "unknown");

  private final ImageStore store;

  AttestationManifest(ImageStore store) {
    this.store = store;
  }

  Attested write(Image image, ImageFacts about, List<Said> documents) throws IOException {
    var layers = new ArrayList<Descriptor>();
    var blobs = new ArrayList<Digest>();
    for (Said said : documents) {
      byte[] bytes = said.inEnvelope(about);
      Digest digest = store.blobs().put(bytes);
      layers.add(
          Descriptor.of(Statement.MEDIA_TYPE, digest, bytes.length)
              .withAnnotations(Map.of("in-toto.io/predicate-type", said.predicateType())));
      blobs.add(digest);
    }
    byte[] config =
        ConfigDocument.write(
            ImageConfig.scratch(UNKNOWN)
                .withDiffIds(layers.stream().map(Descriptor::digest).toList()));
    Descriptor configDescriptor =
        Descriptor.of(MediaTypes.OCI_CONFIG, store.blobs().put(config), config.length);
    byte[] manifest = ManifestDocument.ofArtifact(null, configDescriptor, layers, null).toJson();
    Digest digest = store.blobs().put(manifest);
    blobs.addAll(List.of(configDescriptor.digest(), digest));
    var entry =
        new Descriptor(
            MediaTypes.OCI_MANIFEST,
            digest,
            manifest.length,
            Map.of(
                "vnd.docker.reference.digest",
                image.manifest().digest().toString(),
                "vnd.docker.reference.type",
                "attestation-manifest"),
            UNKNOWN);
    return new Attested(List.of(DescriptorDocument.of(entry)), List.of(), blobs);
  }
}
