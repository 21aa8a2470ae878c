package dev.slipway.engine.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildResult;
import dev.slipway.image.Image;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildsCopyTest {
  private BuildFixture fixture;

  @BeforeEach
  void prepare(@TempDir Path directory) throws IOException {
    fixture = new BuildFixture(directory);
  }

  @Test
  void scratchWithOneFile() throws Exception {
    Path hello = fixture.write("hello", "hi\n");
    Files.setPosixFilePermissions(hello, PosixFilePermissions.fromString("rwxr-x--x"));

    Image image =
        fixture.build("FROM scratch\nCOPY ./hello /hello\nENTRYPOINT [\"/hello\"]\n").image();

    assertThat(fixture.layers(image, 0)).containsExactly(List.of("FILE /hello 751 0:0"));
    assertThat(fixture.read(image, "/hello")).isEqualTo("hi\n");
    assertThat(image.config().config().entrypoint()).containsExactly("/hello");
  }

  @Test
  void sameInputGivesTheSameImage() throws Exception {
    fixture.write("a", "1");
    String text = "FROM scratch\nCOPY a /x/\nWORKDIR /y\n";
    BuildResult first = fixture.build(text);
    BuildResult second = fixture.build(text);

    assertThat(second.image().id()).isEqualTo(first.image().id());
    assertThat(first.executedSteps()).isEqualTo(2);
    assertThat(second.executedSteps()).isZero();
    assertThat(fixture.ran()).isEmpty();
  }

  @Test
  void touchingChangesNothing() throws Exception {
    Path file = fixture.write("a", "1");
    String text = "FROM scratch\nCOPY . /x/\n";
    Image first = fixture.build(text).image();
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1)));
    BuildResult second = fixture.build(text);

    assertThat(second.image().id()).isEqualTo(first.id());
    assertThat(fixture.cached()).containsExactly("[1/1] COPY . /x/");
  }

  @Test
  void contentModeNameAndTypeChangeTheResult() throws Exception {
    String text = "FROM scratch\nCOPY . /x/\n";
    Path file = fixture.write("a", "1");
    Image first = fixture.build(text).image();

    Files.writeString(file, "2");
    assertThat(fixture.build(text).executedSteps()).isOne();
    Files.writeString(file, "1");
    assertThat(fixture.build(text).image().id()).isEqualTo(first.id());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    assertThat(fixture.build(text).executedSteps()).isOne();
    Files.move(file, file.resolveSibling("b"));
    assertThat(fixture.build(text).executedSteps()).isOne();
    Files.delete(file.resolveSibling("b"));
    Files.createSymbolicLink(file.resolveSibling("b"), Path.of("1"));
    assertThat(fixture.build(text).executedSteps()).isOne();
  }

  @Test
  void directoryGivesItsContentAndFilesKeepTheirNames() throws Exception {
    fixture.write("dir/sub/f", "1");
    fixture.write("a", "1");
    fixture.write("b", "1");

    assertThat(fixture.lastLayer("FROM scratch\nCOPY dir /d\n"))
        .containsExactly(
            "DIRECTORY /d 755 0:0", "DIRECTORY /d/sub 755 0:0", "FILE /d/sub/f 644 0:0");
    assertThat(fixture.lastLayer("FROM scratch\nCOPY dir a /d/\n"))
        .containsExactly(
            "DIRECTORY /d 755 0:0",
            "FILE /d/a 644 0:0",
            "DIRECTORY /d/sub 755 0:0",
            "FILE /d/sub/f 644 0:0");
    assertThat(fixture.lastLayer("FROM scratch\nCOPY a /x/renamed\n"))
        .containsExactly("DIRECTORY /x 755 0:0", "FILE /x/renamed 644 0:0");
    assertThat(fixture.lastLayer("FROM scratch\nWORKDIR /w\nCOPY [ab] ./\n"))
        .containsExactly("DIRECTORY /w 755 0:0", "FILE /w/a 644 0:0", "FILE /w/b 644 0:0");
  }

  @Test
  void ownerAndModeAreAsAskedFor() throws Exception {
    fixture.write("dir/f", "1");

    assertThat(fixture.lastLayer("FROM scratch\nCOPY --chown=3:4 --chmod=640 dir /p/d\n"))
        .containsExactly("DIRECTORY /p 640 3:4", "DIRECTORY /p/d 640 3:4", "FILE /p/d/f 640 3:4");
  }

  @Test
  void hardLinksStayOneFile() throws Exception {
    Path one = fixture.write("dir/one", "1");
    Files.createLink(one.resolveSibling("two"), one);

    assertThat(fixture.lastLayer("FROM scratch\nCOPY dir /\n"))
        .containsExactly("FILE /one 644 0:0", "HARD_LINK /two 644 0:0");
  }

  @Test
  void sourceLinkIsFollowedAndInnerLinksAreNot() throws Exception {
    fixture.write("dir/f", "1");
    Files.createSymbolicLink(fixture.context.resolve("link"), Path.of("/dir"));
    Files.createSymbolicLink(fixture.context.resolve("dir/inner"), Path.of("f"));

    assertThat(fixture.lastLayer("FROM scratch\nCOPY link /x/\n"))
        .containsExactly("DIRECTORY /x 755 0:0", "FILE /x/f 644 0:0", "SYMLINK /x/inner 777 0:0");
  }

  @Test
  void stageFilesKeepTheirOwnersAndAreCachedByContent() throws Exception {
    fixture.write("a", "1");
    fixture.write("unrelated", "1");
    String text =
        """
        FROM scratch AS build
        COPY unrelated /
        COPY --chown=5:6 a /out/a
        FROM scratch
        COPY --from=build /out/ /
        """;
    Image first = fixture.build(text).image();
    assertThat(fixture.layers(first, 0)).containsExactly(List.of("FILE /a 644 5:6"));

    fixture.write("unrelated", "2");
    assertThat(fixture.build(text).image().id()).isEqualTo(first.id());
    assertThat(fixture.cached()).contains("[stage-1 1/1] COPY --from=build /out/ /");
    assertThat(fixture.ran()).contains("[build 1/2] COPY unrelated /");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gz", "bzip2", "xz", "zstd"})
  void addUnpacksLocalArchives(String compression) throws Exception {
    Files.write(fixture.context.resolve("archive"), archive(compression));

    assertThat(fixture.lastLayer("FROM scratch\nADD archive /x\n"))
        .contains("FILE /x/d/f 640 7:8", "SYMLINK /x/d/l 777 7:8");
    assertThat(fixture.lastLayer("FROM scratch\nCOPY archive /x\n"))
        .containsExactly("FILE /x 644 0:0");
  }

  private static byte[] archive(String compression) throws Exception {
    var bytes = new ByteArrayOutputStream();
    OutputStream sink =
        compression.isEmpty()
            ? bytes
            : new CompressorStreamFactory().createCompressorOutputStream(compression, bytes);
    try (var tar = new TarArchiveOutputStream(sink)) {
      var file = new TarArchiveEntry("d/f");
      file.setSize(3);
      file.setMode(0640);
      file.setIds(7, 8);
      tar.putArchiveEntry(file);
      tar.write(new byte[3]);
      tar.closeArchiveEntry();
      var link = new TarArchiveEntry("d/l", TarArchiveEntry.LF_SYMLINK);
      link.setLinkName("f");
      link.setIds(7, 8);
      link.setMode(0777);
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  @Test
  void addCopiesWhatIsNoArchive() throws Exception {
    fixture.write("plain", "not a tar");

    assertThat(fixture.lastLayer("FROM scratch\nADD /plain /x\n"))
        .containsExactly("FILE /x 644 0:0");
  }

  @Test
  void inADirectoryTheLastOfANameIsMeant() throws Exception {
    fixture.write("defaults/settings", "1");
    fixture.write("own/settings", "longer");

    Image image =
        fixture
            .build(
                "FROM scratch\nCOPY defaults/settings own/settings /etc/\n"
                    + "COPY */settings /all/\nCOPY <<a <<a /in/\n1\na\n22\na\n")
            .image();

    assertThat(fixture.layers(image, 0))
        .containsExactly(
            List.of("DIRECTORY /etc 755 0:0", "FILE /etc/settings 644 0:0"),
            List.of("DIRECTORY /all 755 0:0", "FILE /all/settings 644 0:0"),
            List.of("DIRECTORY /in 755 0:0", "FILE /in/a 644 0:0"));
    assertThat(fixture.read(image, "/etc/settings")).isEqualTo("longer");
    assertThat(fixture.read(image, "/all/settings")).isEqualTo("longer");
    assertThat(fixture.read(image, "/in/a")).isEqualTo("22\n");
  }

  @Test
  void severalFilesNeedADirectory() throws Exception {
    fixture.write("a", "1");
    fixture.write("b", "1");

    BuildException failure = fixture.failure("FROM scratch\nCOPY a b /file\n");

    assertThat(failure).hasMessageContaining("destination must be a directory and end with a /");
    assertThat(failure.detail()).contains("Dockerfile:2", ">>> COPY a b /file", "^^^^");
  }

  @Test
  void typeClashesAreRefused() throws Exception {
    fixture.write("dir/x", "1");
    fixture.write("other/x/f", "1");

    assertThat(fixture.failure("FROM scratch\nCOPY dir /d\nCOPY other /d\n"))
        .hasMessageContaining("cannot copy to non-directory: /d/x");
    assertThat(fixture.failure("FROM scratch\nCOPY other /d\nCOPY dir /d\n"))
        .hasMessageContaining("cannot replace to directory /d/x with file");
  }

  @Test
  void missingSourceIsNamed() throws Exception {
    BuildException failure = fixture.failure("FROM scratch\nCOPY nosuch /\n");

    assertThat(failure).hasMessageContaining("\"/nosuch\": not found");
    assertThat(failure.detail()).contains(" > [1/1] COPY nosuch /:", "remedy: ");
  }

  @Test
  void patternWithoutMatchCopiesNothing() throws Exception {
    fixture.write("go.mod", "1");

    assertThat(fixture.lastLayer("FROM scratch\nCOPY go.mod go.su* /x/\n"))
        .containsExactly("DIRECTORY /x 755 0:0", "FILE /x/go.mod 644 0:0");
  }

  @Test
  void missingDockerfileAndContextAreNamed() throws Exception {
    assertThat(failureOf(dev.slipway.builder.BuildRequest.of(fixture.context)))
        .hasMessageContaining(
            "failed to read dockerfile: open Dockerfile: no such file or directory");
    assertThat(failureOf(dev.slipway.builder.BuildRequest.of(fixture.base.resolve("nosuch"))))
        .hasMessageContaining("not found");
  }

  private BuildException failureOf(dev.slipway.builder.BuildRequest request)
      throws IOException, InterruptedException {
    try {
      fixture.build(request);
    } catch (BuildException failure) {
      return failure;
    }
    throw new AssertionError("the build succeeded");
  }

  @Test
  void unknownBaseShowsItsLineAndARemedy() throws Exception {
    BuildException failure = fixture.failure("FROM nosuch:1\nENV A=b\n");

    assertThat(failure)
        .hasMessageContaining(
            "nosuch:1: failed to resolve source metadata for docker.io/library/nosuch:1");
    assertThat(failure.detail()).contains("Dockerfile:1", "FROM nosuch:1", "^", "slipway load");
  }

  @Test
  void tagMovesToTheNewImage() throws Exception {
    fixture.write("a", "1");
    var name = dev.slipway.image.ImageReference.parse("echo");
    Image first =
        fixture.build(fixture.request("FROM scratch\nCOPY a /\n").withTags(List.of(name))).image();
    fixture.write("a", "2");
    Image second =
        fixture.build(fixture.request("FROM scratch\nCOPY a /\n").withTags(List.of(name))).image();

    try (var store = dev.slipway.image.store.ImageStore.openReadOnly(fixture.root)) {
      assertThat(store.images().require("echo:latest").id()).isEqualTo(second.id());
      assertThat(store.images().get(first.id())).isPresent();
    }
  }
}
