package dev.slipway.image.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReference;
import dev.slipway.image.store.GarbageCollector.Collected;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GarbageCollectorTest {
  private static final ImageReference NAME = ImageReference.parse("a:1");

  @TempDir Path root;

  /// Makes an unnamed image, says so and waits.
  static final class Builder {
    private Builder() {}

    public static void main(String[] arguments) throws Exception {
      ImageStore store = ImageStore.open(Path.of(arguments[0]));
      Files.writeString(store.temporary("unfinished"), "x");
      System.out.println(TinyImage.add(store, "built elsewhere").manifest().digest());
      System.in.read();
    }
  }

  private Collected collect(GarbageCollector.NeededLayers needed) throws Exception {
    try (ImageStore store = ImageStore.open(root)) {
      return store.garbage().collect(needed);
    }
  }

  private Image named() throws Exception {
    try (ImageStore store = ImageStore.open(root)) {
      Image image = TinyImage.add(store, "named");
      store.names().tag(NAME, image);
      return image;
    }
  }

  @Test
  void whatImagesNameStays() throws Exception {
    Image image = named();

    assertThat(collect(Set::of).blobs()).isEmpty();

    try (ImageStore store = ImageStore.open(root)) {
      assertThat(store.images().find("a:1")).contains(image);
      assertThat(store.layers().contains(image.config().diffIds().getFirst())).isTrue();
    }
  }

  @Test
  void whatNothingNamesGoes() throws Exception {
    Image image;
    try (ImageStore store = ImageStore.open(root)) {
      image = TinyImage.add(store, "unnamed");
    }

    Collected collected = collect(Set::of);

    assertThat(collected.blobs())
        .containsExactlyInAnyOrder(
            image.id(), image.manifest().digest(), image.layers().getFirst().digest());
    assertThat(collected.diffIds()).isEqualTo(Set.copyOf(image.config().diffIds()));
    assertThat(collected.bytes()).isPositive();
    assertThat(root.resolve("blobs/sha256")).isEmptyDirectory();
    assertThat(root.resolve("layers")).isEmptyDirectory();
  }

  @Test
  void anOpenStoreKeepsWhatItMade() throws Exception {
    try (ImageStore store = ImageStore.open(root)) {
      Image image = TinyImage.add(store, "unnamed");

      assertThat(collect(Set::of).blobs()).isEmpty();
      store.names().tag(NAME, image);
    }
    assertThat(collect(Set::of).blobs()).isEmpty();
  }

  @Test
  void aLayerThatAStepNeedsBecomesDerivedOnly() throws Exception {
    Image image;
    try (ImageStore store = ImageStore.open(root)) {
      image = TinyImage.add(store, "unnamed");
    }
    Digest diffId = image.config().diffIds().getFirst();

    collect(() -> Set.of(diffId));

    assertThat(root.resolve("blobs/sha256")).isEmptyDirectory();
    try (ImageStore store = ImageStore.open(root)) {
      assertThat(store.layers().tar(diffId)).hasBinaryContent(TinyLayer.tar("/file", "unnamed"));
    }
  }

  @Test
  void aLeaseKeepsALayer() throws Exception {
    Digest diffId;
    try (ImageStore store = ImageStore.open(root)) {
      diffId = TinyImage.layer(store, TinyLayer.tar("/x", "leased"));
    }
    ImageStore store = ImageStore.open(root);
    Lock lease = store.layers().hold(List.of(diffId));
    store.close();

    assertThat(collect(Set::of).diffIds()).isEmpty();
    lease.close();
    assertThat(collect(Set::of).diffIds()).containsExactly(diffId);
  }

  @Test
  void anotherLivingProcessKeepsWhatItMadeAndADeadOneDoesNot() throws Exception {
    Process builder = JavaChild.start(Builder.class, root.toString());
    try (BufferedReader output = builder.inputReader()) {
      Digest manifest = Digest.parse(output.readLine());

      assertThat(collect(Set::of).blobs()).isEmpty();
      try (ImageStore store = ImageStore.open(root)) {
        assertThat(store.blobs().contains(manifest)).isTrue();
      }
      assertThat(root.resolve("tmp")).isNotEmptyDirectory();

      builder.destroyForcibly().waitFor();

      assertThat(collect(Set::of).blobs()).contains(manifest);
      assertThat(root.resolve("tmp")).isEmptyDirectory();
    }
  }

  @Test
  void aRemovedImageCannotBeNamedAnyMore() throws Exception {
    Image image = named();
    try (ImageStore store = ImageStore.open(root)) {
      store.names().replace(_ -> List.of());
      store.garbage().collect(Set::of, List.of(image), Set.of());
    }
    try (ImageStore store = ImageStore.open(root)) {
      assertThatThrownBy(() -> store.names().tag(NAME, image)).hasMessageContaining("missing");
    }
  }

  @Test
  void removingAnImageLeavesOthersGarbageAlone() throws Exception {
    Image image = named();
    Digest loose;
    try (ImageStore store = ImageStore.open(root)) {
      loose = TinyImage.layer(store, TinyLayer.tar("/x", "loose"));
    }
    try (ImageStore store = ImageStore.open(root)) {
      store.names().replace(_ -> List.of());
      Collected collected = store.garbage().collect(Set::of, List.of(image), Set.of());

      assertThat(collected.blobs()).hasSize(3);
      assertThat(store.layers().contains(loose)).isTrue();
    }
  }
}
