package dev.slipway.image.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Digest;
import dev.slipway.image.spec.IndexDocument;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.JavaChild;
import dev.slipway.image.store.NamedImage;
import dev.slipway.image.store.TinyLayer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledLoadTest {
  @TempDir Path root;

  /// Loads an archive from standard input again and again, each time into a store without images.
  static final class Loader {
    private Loader() {}

    public static void main(String[] arguments) throws Exception {
      byte[] archive = System.in.readAllBytes();
      System.out.println("ready");
      while (true) {
        try (ImageStore store = ImageStore.open(Path.of(arguments[0]))) {
          new ImageArchiveReader(store).read(new ByteArrayInputStream(archive));
        }
        try (ImageStore store = ImageStore.open(Path.of(arguments[0]))) {
          store.names().replace(_ -> List.of());
          store.garbage().collect(Set::of);
        }
      }
    }
  }

  private static byte[] archive() throws IOException {
    byte[] one = TinyLayer.tar("/one", "1".repeat(300_000));
    byte[] two = TinyLayer.tar("/two", "2".repeat(200_000));
    return new TinyArchive()
        .file("c.json", TinyArchive.config(one, two, one))
        .file("1.tar", one)
        .file("2.tar", two)
        .file(
            "manifest.json",
            TinyArchive.manifestJson("c.json", "[\"a:1\",\"b:1\"]", "1.tar", "2.tar", "1.tar"))
        .bytes();
  }

  @Test
  void aLoadThatIsKilledAtAnyMomentLeavesAGoodStore() throws Exception {
    killLoads(8, new Random(1));
  }

  @Test
  @Tag("long")
  void manyLoadsThatAreKilledLeaveAGoodStore() throws Exception {
    killLoads(100, new Random(2));
  }

  private void killLoads(int times, Random random) throws Exception {
    byte[] archive = archive();
    for (int i = 0; i < times; i++) {
      Process loader = JavaChild.start(Loader.class, root.toString());
      try (OutputStream input = loader.getOutputStream()) {
        input.write(archive);
      }
      assertThat(loader.inputReader().readLine()).isEqualTo("ready");
      Thread.sleep(random.nextInt(700));
      loader.destroyForcibly().waitFor();
      assertGood(archive);
    }
  }

  private void assertGood(byte[] archive) throws IOException {
    if (Files.exists(root.resolve("index.json"))) {
      IndexDocument.parse(Files.readAllBytes(root.resolve("index.json")));
    }
    try (ImageStore store = ImageStore.open(root)) {
      for (NamedImage entry : store.names().list()) {
        store.images().read(entry.descriptor());
      }
      assertBlobsAreWhole();
      new ImageArchiveReader(store).read(new ByteArrayInputStream(archive));
    }
    try (ImageStore store = ImageStore.open(root)) {
      assertThat(store.names().list()).hasSize(2);
      for (Digest diffId : store.images().require("a:1").config().diffIds()) {
        assertThat(Digest.sha256(Files.readAllBytes(store.layers().tar(diffId)))).isEqualTo(diffId);
        assertThat(store.layers().index(diffId).entries()).hasSize(1);
      }
      store.garbage().collect(Set::of);
    }
    assertThat(root.resolve("tmp")).isEmptyDirectory();
    try (Stream<Path> blobs = Files.list(root.resolve("blobs/sha256"))) {
      assertThat(blobs).hasSize(4);
    }
  }

  private void assertBlobsAreWhole() throws IOException {
    try (Stream<Path> blobs = Files.list(root.resolve("blobs/sha256"))) {
      for (Path blob : blobs.toList()) {
        assertThat(Digest.sha256(Files.readAllBytes(blob)).hex())
            .isEqualTo(blob.getFileName().toString());
      }
    }
  }
}
