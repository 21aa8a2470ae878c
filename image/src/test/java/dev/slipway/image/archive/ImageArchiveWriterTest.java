package dev.slipway.image.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReference;
import dev.slipway.image.archive.ImageArchiveReader.Received;
import dev.slipway.image.archive.ImageArchiveWriter.Entry;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.TinyImage;
import dev.slipway.image.store.TinyLayer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageArchiveWriterTest {
  private static final ImageReference NAME = ImageReference.parse("quay.io/a/b:1");
  private static final ImageReference SECOND = ImageReference.parse("c:2");

  @TempDir Path directory;

  private interface Writing {
    void write(ImageArchiveWriter writer, List<Entry> images, ByteArrayOutputStream sink)
        throws IOException;
  }

  private static final Writing DOCKER = ImageArchiveWriter::writeDockerArchive;
  private static final Writing OCI = ImageArchiveWriter::writeOciArchive;

  private static Image image(ImageStore store) throws IOException {
    Digest layer = TinyImage.layer(store, TinyLayer.tar("/a", "x"));
    Digest other = TinyImage.layer(store, TinyLayer.tar("/b", "y"));
    return store.images().add(TinyImage.config(layer, other, layer));
  }

  private byte[] saved(String root, Writing writing, ImageReference... names) throws IOException {
    try (ImageStore store = ImageStore.open(directory.resolve(root))) {
      var bytes = new ByteArrayOutputStream();
      var entry = new Entry(image(store), List.of(names));
      var unnamed = new Entry(TinyImage.add(store, "unnamed"), List.of());
      writing.write(new ImageArchiveWriter(store.blobs()), List.of(entry, unnamed), bytes);
      return bytes.toByteArray();
    }
  }

  @Test
  void whatIsSavedLoadsWithTheSameIdsAndManifests() throws Exception {
    for (Writing writing : List.of(DOCKER, OCI)) {
      byte[] archive = saved("from", writing, NAME, SECOND);
      try (ImageStore from = ImageStore.open(directory.resolve("from"));
          ImageStore to = ImageStore.open(directory.resolve("to" + writing.hashCode()))) {
        List<Received> received =
            new ImageArchiveReader(to).read(new ByteArrayInputStream(archive));

        assertThat(received.getFirst().image()).isEqualTo(image(from));
        assertThat(to.names().list())
            .extracting(entry -> entry.reference().map(ImageReference::full).orElse(""))
            .containsExactly("", "docker.io/library/c:2", "quay.io/a/b:1");
      }
    }
  }

  @Test
  void theSameImagesGiveTheSameBytes() throws Exception {
    assertThat(saved("one", DOCKER, NAME)).isEqualTo(saved("two", DOCKER, NAME));
    assertThat(saved("one", OCI, NAME)).isEqualTo(saved("two", OCI, NAME));
  }
}
