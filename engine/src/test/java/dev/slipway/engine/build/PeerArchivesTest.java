package dev.slipway.engine.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.image.ImageUsers;
import dev.slipway.engine.image.Images;
import dev.slipway.engine.image.ImportRequest;
import dev.slipway.engine.image.LoadedImage;
import dev.slipway.engine.image.SaveFormat;
import dev.slipway.image.Digest;
import dev.slipway.image.ImagePath;
import dev.slipway.image.ImageReference;
import dev.slipway.image.Platform;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerTarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Slipway writes other tools read, and the other way round, with the same image ID.
class PeerArchivesTest {
  @TempDir Path directory;

  private final String name =
      "slipway-test-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + ":1";
  private Images images = new Images(Path.of("unset"), ImageUsers.NONE);
  private Digest id = Digest.sha256(new byte[0]);

  @BeforeEach
  void anImageOfOurOwn() throws IOException {
    images = new Images(directory.resolve("store"), ImageUsers.NONE);
    id =
        images.importArchive(
            new ImportRequest(
                new ByteArrayInputStream(layer()),
                "-",
                ImageReference.parse(name),
                List.of("CMD [\"/hello\", \"<&>\"]", "ENV A=1", "EXPOSE 80", "LABEL x=" + name),
                null,
                Platform.host()));
  }

  private static byte[] layer() throws IOException {
    var bytes = new ByteArrayOutputStream();
    var tar = new LayerTarWriter(bytes);
    tar.add(LayerEntry.directory(ImagePath.of("/etc"), 0755), null);
    tar.add(
        LayerEntry.file(ImagePath.of("/hello"), 04755, 5),
        new ByteArrayInputStream("hello".getBytes(StandardCharsets.UTF_8)));
    tar.add(LayerEntry.hardLink(ImagePath.of("/link"), ImagePath.of("/hello")), null);
    tar.finish();
    return bytes.toByteArray();
  }

  private Path save(SaveFormat format) throws IOException {
    Path archive = directory.resolve(format + ".tar");
    try (OutputStream sink = Files.newOutputStream(archive)) {
      images.save(List.of(name), format, sink);
    }
    return archive;
  }

  private void assertLoadsAsTheSameImage(Path archive) throws IOException {
    var other = new Images(directory.resolve("other-" + archive.getFileName()), ImageUsers.NONE);
    try (InputStream in = Files.newInputStream(archive)) {
      assertThat(other.load(in)).extracting(LoadedImage::id).containsExactly(id);
    }
    assertThat(other.list().getFirst().size()).isEqualTo(5);
  }

  @Test
  void docker() throws Exception {
    Peer docker = Peer.require("docker", "version");
    try {
      assertThat(docker.call("load", "-i", save(SaveFormat.DOCKER_ARCHIVE).toString()))
          .isEqualTo("Loaded image: " + name);
      assertThat(docker.call("image", "inspect", "--format", "{{.Id}}", name))
          .isEqualTo(id.toString());
      Path archive = directory.resolve("docker.tar");
      docker.call("save", "-o", archive.toString(), name);
      assertLoadsAsTheSameImage(archive);
    } finally {
      docker.call("rmi", "-f", name);
    }
  }

  @Test
  void podman() throws Exception {
    Peer podman = Peer.require("podman", "version");
    for (SaveFormat format : SaveFormat.values()) {
      try {
        podman.call("load", "-i", save(format).toString());
        assertThat(podman.call("image", "inspect", "--format", "{{.Id}}", name))
            .isEqualTo(id.hex());
        for (String theirs : List.of("docker-archive", "oci-archive")) {
          Path archive = directory.resolve("podman-" + format + theirs + ".tar");
          podman.call("save", "--format", theirs, "-o", archive.toString(), name);
          assertLoadsAsTheSameImage(archive);
        }
      } finally {
        podman.call("rmi", "-f", id.hex());
      }
    }
  }

  @Test
  void skopeo() throws Exception {
    Peer skopeo = Peer.require("skopeo", "--version");
    String full = "docker.io/library/" + name;
    String store = "oci:" + directory.resolve("store") + ":" + full;
    String docker = "docker-archive:" + save(SaveFormat.DOCKER_ARCHIVE) + ":" + name;
    String oci = "oci-archive:" + save(SaveFormat.OCI_ARCHIVE) + ":" + full;
    int copies = 0;
    for (String source : List.of(store, docker, oci)) {
      assertThat(skopeo.call("inspect", "--config", "--format", "{{.Config.Cmd}}", source))
          .isEqualTo("[/hello <&>]");
      // From Docker's form to OCI's skopeo writes the config anew, which is another image.
      boolean rewritten = source.equals(docker);
      for (String format :
          rewritten ? List.of("docker-archive") : List.of("docker-archive", "oci-archive")) {
        Path archive = directory.resolve("skopeo-" + copies++ + ".tar");
        skopeo.call("copy", "-q", source, format + ":" + archive + ":x:1");
        assertLoadsAsTheSameImage(archive);
      }
    }
  }
}
