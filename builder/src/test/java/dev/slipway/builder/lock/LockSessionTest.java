package dev.slipway.builder.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.LockUse;
import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageConfig;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.Platform;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockSessionTest {
  private static final String NAME = "docker.io/library/golang:1.19";
  private static final String FILE = "https://example.com/file";
  private static final String REPOSITORY = "https://example.com/repo.git#v1";

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("Dockerfile.lock");
  }

  private static Digest digest(String text) {
    return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Image image(String id, String manifest) {
    return new Image(
        digest(id),
        ImageConfig.scratch(Platform.of("linux", "amd64")),
        Descriptor.of(MediaTypes.OCI_MANIFEST, digest(manifest), 1),
        List.of());
  }

  private void lock() throws Exception {
    LockSession session = LockSession.of(LockUse.WRITE, file());
    session.image(NAME, image("id", "manifest"));
    session.download(FILE, digest("file").toString());
    session.repository(REPOSITORY, "a".repeat(40));
    session.save();
  }

  private LockSession locked() throws Exception {
    return LockSession.of(LockUse.ENFORCE, file());
  }

  @Test
  void theFileIsReadBackAndStaysAsItIs() throws Exception {
    lock();
    String text = Files.readString(file());

    assertThat(DockerfileLock.parse(text, "x").text()).isEqualTo(text);
    assertThat(text)
        .isEqualTo(
            """
            {
              "version": 1,
              "images": {
                "docker.io/library/golang:1.19": {
                  "linux/amd64": {
                    "manifest": "%s",
                    "id": "%s"
                  }
                }
              },
              "downloads": {
                "https://example.com/file": "%s"
              },
              "repositories": {
                "https://example.com/repo.git#v1": "%s"
              }
            }
            """
                .formatted(digest("manifest"), digest("id"), digest("file"), "a".repeat(40)));
  }

  @Test
  void whatIsAsTheLockSaysIsTaken() throws Exception {
    lock();

    locked().image(NAME, image("id", "another form of the same layers"));
    locked().download(FILE, digest("file").toString());
    locked().repository(REPOSITORY, "a".repeat(40));
  }

  @Test
  void anythingElseIsRefusedByName() throws Exception {
    lock();

    assertThatThrownBy(() -> locked().image(NAME, image("other", "other")))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining(NAME)
        .hasMessageContaining(digest("id") + " -> image ID " + digest("other"));
    assertThatThrownBy(() -> locked().image("docker.io/library/x:1", image("id", "manifest")))
        .hasMessageContaining("says nothing about the image docker.io/library/x:1 for linux/amd64");
    assertThatThrownBy(() -> locked().download(FILE, digest("changed").toString()))
        .hasMessageContaining(FILE);
    assertThatThrownBy(() -> locked().repository(REPOSITORY, "b".repeat(40)))
        .hasMessageContaining("a".repeat(40) + " -> " + "b".repeat(40));
  }

  @Test
  void aLockMustBeThereToBeObeyed() {
    assertThatThrownBy(this::locked)
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("there is no " + file());
  }

  @Test
  void aDamagedLockIsNamed() throws Exception {
    Files.writeString(file(), "{\"version\": 2}");
    assertThatThrownBy(this::locked).hasMessageContaining("its version is 2, not 1");

    Files.writeString(file(), "not json");
    assertThatThrownBy(this::locked).hasMessageContaining("cannot read Dockerfile.lock");
  }

  @Test
  void whatABuildDidNotAskForStaysInTheFile() throws Exception {
    lock();

    LockSession session = LockSession.of(LockUse.WRITE, file());
    session.download("https://example.com/other", digest("other").toString());
    session.save();

    assertThat(Files.readString(file())).contains(NAME, FILE, "https://example.com/other");
  }
}
