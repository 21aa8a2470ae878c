package dev.slipway.image.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReference;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.spec.DescriptorDocument;
import dev.slipway.image.spec.ManifestDocument;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferrersTest {
  private static final ImageReference NAME = ImageReference.parse("a:1");

  @TempDir Path root;

  private static DescriptorDocument refer(ImageStore store, Image subject, String said)
      throws Exception {
    byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
    Descriptor layer = Descriptor.of("text/plain", store.blobs().put(bytes), bytes.length);
    Descriptor empty =
        Descriptor.of(
            MediaTypes.OCI_EMPTY, store.blobs().put("{}".getBytes(StandardCharsets.UTF_8)), 2);
    byte[] manifest =
        ManifestDocument.ofArtifact("text/plain", empty, List.of(layer), subject.manifest())
            .toJson();
    return DescriptorDocument.of(
            Descriptor.of(MediaTypes.OCI_MANIFEST, store.blobs().put(manifest), manifest.length))
        .withArtifactType("text/plain");
  }

  @Test
  void whatRefersToAnImageStaysAsLongAsTheImage() throws Exception {
    Image image;
    DescriptorDocument referrer;
    try (ImageStore store = ImageStore.open(root)) {
      image = TinyImage.add(store, "subject");
      store.names().tag(NAME, image);
      referrer = refer(store, image, "said");
      store.referrers().put(image.manifest().digest(), List.of(referrer));
    }
    Digest manifest = referrer.toDescriptor().digest();
    try (ImageStore store = ImageStore.open(root)) {
      store.garbage().collect(Set::of);
      assertThat(store.referrers().of(image.manifest().digest())).containsExactly(referrer);
    }
    try (ImageStore store = ImageStore.open(root)) {
      assertThat(store.blobs().path(manifest)).exists();
      store.names().replace(_ -> List.of());
    }
    try (ImageStore store = ImageStore.open(root)) {
      store.garbage().collect(Set::of, List.of(image), Set.of());
      assertThat(store.blobs().path(manifest)).doesNotExist();
      assertThat(store.referrers().of(image.manifest().digest())).isEmpty();
    }
  }

  @Test
  void ofTwoOfOneKindTheLaterIsKept() throws Exception {
    try (ImageStore store = ImageStore.open(root)) {
      Image image = TinyImage.add(store, "subject");
      Digest subject = image.manifest().digest();
      store.referrers().put(subject, List.of(refer(store, image, "one")));
      DescriptorDocument later = refer(store, image, "two");

      store.referrers().put(subject, List.of(later));

      assertThat(store.referrers().of(subject)).containsExactly(later);
    }
  }
}
