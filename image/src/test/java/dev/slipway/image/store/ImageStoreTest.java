package dev.slipway.image.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageException;
import dev.slipway.image.ImageReference;
import dev.slipway.image.spec.IndexDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageStoreTest {
  private static final ImageReference NAME = ImageReference.parse("golang:1.19");

  @TempDir Path directory;

  private Path root() {
    return directory.resolve("store");
  }

  private static List<String> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(f -> root.relativize(f).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void aFreshStoreIsAnOciLayout() throws Exception {
    try (ImageStore store = ImageStore.open(root())) {
      assertThat(store.names().list()).isEmpty();
    }
    assertThat(root().resolve("oci-layout")).hasContent("{\"imageLayoutVersion\":\"1.0.0\"}");
    assertThat(IndexDocument.parse(Files.readAllBytes(root().resolve("index.json"))).manifests())
        .isEmpty();
    assertThat(root().resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void readingMakesNothing() throws Exception {
    try (ImageStore store = ImageStore.openReadOnly(root())) {
      assertThat(store.names().list()).isEmpty();
      assertThat(store.images().find("golang")).isEmpty();
    }
    assertThat(root()).doesNotExist();
  }

  @Test
  void aDamagedListOfImagesIsNamedWithItsRemedy() throws Exception {
    ImageStore.open(root()).close();
    Path index = root().resolve("index.json");
    Files.writeString(index, "{\"manifests\":[{\"digest");

    try (ImageStore store = ImageStore.openReadOnly(root())) {
      assertThatThrownBy(() -> store.names().list())
          .isInstanceOfSatisfying(
              ImageException.class,
              damaged -> assertThat(damaged.hint()).startsWith("move this file away"))
          .hasMessageContaining(index.toString());
    }
    Files.delete(index);
    try (ImageStore store = ImageStore.open(root())) {
      assertThat(store.names().list()).isEmpty();
    }
  }

  @Test
  void aNewerStoreIsRefusedAndLeftAlone() throws Exception {
    Files.createDirectories(root());
    Files.writeString(root().resolve("version"), "2\n");

    assertThatThrownBy(() -> ImageStore.open(root()))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("has format 2");
    assertThatThrownBy(() -> ImageStore.openReadOnly(root())).isInstanceOf(ImageException.class);
    assertThat(files(root())).containsExactly("version");
  }

  @Test
  void anImageIsFoundByNameAndId() throws Exception {
    try (ImageStore store = ImageStore.open(root())) {
      Image image = TinyImage.add(store, "one");
      store.names().tag(NAME, image);

      for (String name :
          List.of(
              "golang:1.19",
              "docker.io/library/golang:1.19",
              image.id().toString(),
              image.id().hex(),
              image.id().shortHex(),
              "sha256:" + image.id().hex().substring(0, 5),
              "golang@" + image.manifest().digest())) {
        assertThat(store.images().find(name)).as(name).contains(image);
      }
      assertThat(store.images().find("golang")).isEmpty();
      assertThatThrownBy(() -> store.images().require("golang"))
          .hasMessage("No such image: golang:latest");
    }
  }

  @Test
  void aNameComesBeforeAnId() throws Exception {
    try (ImageStore store = ImageStore.open(root())) {
      Image one = TinyImage.add(store, "one");
      Image two = TinyImage.add(store, "two");
      store.names().add(one, List.of());
      store.names().tag(ImageReference.parse(one.id().shortHex() + ":latest"), two);

      assertThat(store.images().find(one.id().shortHex())).contains(two);
    }
  }

  @Test
  void anAmbiguousPrefixIsAnError() throws Exception {
    try (ImageStore store = ImageStore.open(root())) {
      for (int i = 0; i < 17; i++) {
        store.names().add(TinyImage.add(store, "image " + i), List.of());
      }
      String common =
          Stream.of("0123456789abcdef".split(""))
              .filter(digit -> {
                try {
                  return store.names().list().stream()
                          .filter(entry -> entry.imageId().hex().startsWith(digit))
                          .count()
                      > 1;
                } catch (IOException failure) {
                  throw new IllegalStateException(failure);
                }
              })
              .findFirst()
              .orElseThrow();

      assertThatThrownBy(() -> store.images().find(common)).hasMessageContaining("ambiguous");
    }
  }

  @Test
  void retaggingLeavesTheOldImageWithoutAName() throws Exception {
    try (ImageStore store = ImageStore.open(root())) {
      Image one = TinyImage.add(store, "one");
      Image two = TinyImage.add(store, "two");
      store.names().tag(NAME, one);
      store.names().tag(NAME, two);

      assertThat(store.names().list())
          .extracting(NamedImage::reference, NamedImage::imageId)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(java.util.Optional.empty(), one.id()),
              org.assertj.core.groups.Tuple.tuple(java.util.Optional.of(NAME), two.id()));

      store.names().tag(ImageReference.parse("old:1"), one);
      assertThat(store.names().list()).extracting(NamedImage::referenceOrNull).doesNotContainNull();
    }
  }

  @Test
  void takingTheLastNameAwayKeepsTheImage() throws Exception {
    try (ImageStore store = ImageStore.open(root())) {
      Image one = TinyImage.add(store, "one");
      store.names().add(one, List.of(NAME, ImageReference.parse("b:1")));

      assertThat(store.names().untag(NAME)).isPresent();
      assertThat(store.names().list()).hasSize(1);
      assertThat(store.names().untag(ImageReference.parse("b:1"))).isPresent();
      assertThat(store.names().list()).hasSize(1);
      assertThat(store.names().untag(NAME)).isEmpty();
      assertThat(store.images().get(one.id())).contains(one);
    }
  }

  @Test
  void theListKnowsSizesWithoutReadingImages() throws Exception {
    try (ImageStore store = ImageStore.open(root())) {
      store.names().tag(NAME, TinyImage.add(store, "12345"));
    }
    Files.delete(root().resolve("blobs/sha256").toFile().listFiles()[0].toPath());

    try (ImageStore store = ImageStore.openReadOnly(root())) {
      NamedImage entry = store.names().list().getFirst();
      assertThat(entry.size()).isEqualTo(5);
      assertThat(entry.created()).isPresent();
      assertThat(entry.reference()).contains(NAME);
    }
  }

  @Test
  void anImageMayNameOneLayerTwice() throws Exception {
    try (ImageStore store = ImageStore.open(root())) {
      Digest layer = TinyImage.layer(store, TinyLayer.tar("/a", "x"));
      Image image = store.images().add(TinyImage.config(layer, layer));
      store.names().tag(NAME, image);

      assertThat(image.layers()).hasSize(2);
      assertThat(store.images().find("golang:1.19")).contains(image);
      assertThat(store.names().list().getFirst().layerSizes()).containsExactly(1L, 1L);
    }
  }

  @Test
  void theSameContentGivesTheSameFiles() throws Exception {
    Path other = directory.resolve("other");
    for (Path root : List.of(root(), other)) {
      try (ImageStore store = ImageStore.open(root)) {
        Image a = TinyImage.add(store, "a");
        Image b = TinyImage.add(store, "b");
        store.names().tag(root.equals(other) ? ImageReference.parse("b:1") : NAME, a);
        store.names().tag(root.equals(other) ? NAME : ImageReference.parse("b:1"), b);
        store.names().tag(NAME, a);
        store.names().tag(ImageReference.parse("b:1"), b);
      }
    }
    assertThat(other.resolve("index.json")).hasSameBinaryContentAs(root().resolve("index.json"));
    assertThat(files(other.resolve("blobs"))).isEqualTo(files(root().resolve("blobs")));
  }

  @Test
  void aDamagedDocumentIsNoticed() throws Exception {
    try (ImageStore store = ImageStore.open(root())) {
      Image image = TinyImage.add(store, "one");
      store.names().tag(NAME, image);
      Files.writeString(store.blobs().path(image.id()), "{}");

      assertThatThrownBy(() -> store.images().find("golang:1.19"))
          .hasMessageContaining(image.id().toString())
          .hasMessageContaining("damaged");
    }
  }

  @Test
  void areasBelongToOtherParts() throws Exception {
    try (ImageStore store = ImageStore.open(root())) {
      assertThat(store.area("steps")).isDirectory().isEqualTo(root().resolve("steps"));
    }
  }

  @Test
  void whatAnotherToolNamesInTheLayoutIsListedAndUsable() throws Exception {
    Image image;
    try (ImageStore store = ImageStore.open(root())) {
      image = TinyImage.add(store, "12345");
      store.names().tag(NAME, image);
    }
    Path index = root().resolve("index.json");
    Descriptor manifest = image.manifest();
    Files.write(
        index,
        IndexDocument.of(
                List.of(
                    manifest.bare(),
                    manifest.withAnnotations(
                        Map.of("org.opencontainers.image.ref.name", "Odd Name")),
                    manifest.withAnnotations(
                        Map.of("org.opencontainers.image.ref.name", "theirs"))))
            .toJson());

    try (ImageStore store = ImageStore.open(root())) {
      assertThat(store.names().list())
          .extracting(entry -> entry.reference().map(ImageReference::familiar).orElse("-"))
          .containsExactly("-", "-", "theirs:latest");
      assertThat(store.images().find("theirs").map(Image::id)).contains(image.id());
      store.names().tag(NAME, store.images().require("theirs"));
      assertThat(store.names().find(NAME)).isPresent();
    }
  }

  @Test
  void aClosedStoreWritesNothing() throws Exception {
    ImageStore store = ImageStore.open(root());
    store.close();

    assertThatThrownBy(() -> store.blobs().put(new byte[1]))
        .isInstanceOf(IllegalStateException.class);
    assertThat(root().resolve("tmp")).isEmptyDirectory();
  }
}
