package dev.slipway.engine.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.BuildResult;
import dev.slipway.image.Image;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `COPY` and `ADD` with their flags; what is expected was looked up in Docker where its frontend
/// has the flag.
class BuildsCopyFlagsTest {
  private BuildFixture fixture;

  @BeforeEach
  void prepare(@TempDir Path directory) throws IOException {
    fixture = new BuildFixture(directory);
  }

  private void mode(String path, String permissions) throws IOException {
    Files.setPosixFilePermissions(
        fixture.context.resolve(path), PosixFilePermissions.fromString(permissions));
  }

  @Test
  void heredocsAreFiles() throws Exception {
    Image image =
        fixture
            .build(
                """
                FROM scratch
                ARG WHO=you
                COPY <<hello.txt <<"raw.txt" <<-tabs.txt /m/
                hi $WHO
                hello.txt
                raw $WHO
                raw.txt
                \t\tchomped
                \ttabs.txt
                COPY --chmod=755 --chown=3:4 <<EOF /bin/run
                #!/bin/sh
                EOF
                """)
            .image();

    assertThat(fixture.layers(image, 0))
        .containsExactly(
            List.of(
                "DIRECTORY /m 755 0:0",
                "FILE /m/hello.txt 644 0:0",
                "FILE /m/raw.txt 644 0:0",
                "FILE /m/tabs.txt 644 0:0"),
            List.of("DIRECTORY /bin 755 3:4", "FILE /bin/run 755 3:4"));
    assertThat(fixture.read(image, "/m/hello.txt")).isEqualTo("hi you\n");
    assertThat(fixture.read(image, "/m/raw.txt")).isEqualTo("raw $WHO\n");
    assertThat(fixture.read(image, "/m/tabs.txt")).isEqualTo("chomped\n");
    assertThat(image.config().history().getLast().createdBy())
        .isEqualTo("COPY --chown=3:4 --chmod=755 <<EOF /bin/run # buildkit");
  }

  @Test
  void heredocGoesBesideFilesOfTheContext() throws Exception {
    fixture.write("a", "1");

    assertThat(fixture.lastLayer("FROM scratch\nADD a <<b /m/\ntext\nb\n"))
        .containsExactly("DIRECTORY /m 755 0:0", "FILE /m/a 644 0:0", "FILE /m/b 644 0:0");
  }

  @Test
  void changedHeredocIsCopiedAgain() throws Exception {
    String text = "FROM scratch\nCOPY <<f /f\n%s\nf\n";
    Image first = fixture.build(text.formatted("1")).image();

    assertThat(fixture.build(text.formatted("1")).executedSteps()).isZero();
    assertThat(fixture.build(text.formatted("2")).image().id()).isNotEqualTo(first.id());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "u=rwX,go=rX | 755 | 644 | 755",
        "u=rwX | 750 | 640 | 751",
        "a+x | 751 | 751 | 751",
        "go= | 700 | 600 | 700",
        "g+s,o-x,+t | 3750 | 3640 | 3750",
        "u+s | 4750 | 4640 | 4751",
        "g=u | 770 | 660 | 771",
        "o=g | 755 | 644 | 755",
        "ug-w,o+w | 552 | 442 | 553",
        "=r | 444 | 444 | 444",
        "u=rw,g+w | 670 | 660 | 671",
        "u+s,u=g | 4550 | 4440 | 4551",
        "07755 | 7755 | 7755 | 7755",
        "4711 | 4711 | 4711 | 4711",
        "0 | 0 | 0 | 0",
      })
  void chmodIsThatOfTheCommand(String chmod, String directory, String file, String program)
      throws Exception {
    fixture.write("s/d/file", "1");
    fixture.write("s/program", "1");
    mode("s/d", "rwxr-x---");
    mode("s/d/file", "rw-r-----");
    mode("s/program", "rwxr-x--x");

    assertThat(fixture.lastLayer("FROM scratch\nCOPY --chmod=" + chmod + " s /m\n").subList(1, 4))
        .containsExactly(
            "DIRECTORY /m/d " + directory + " 0:0",
            "FILE /m/d/file " + file + " 0:0",
            "FILE /m/program " + program + " 0:0");
  }

  @Test
  void madeDirectoriesHaveTheModeOfAnOctalChmodOnly() throws Exception {
    fixture.write("f", "1");

    assertThat(fixture.lastLayer("FROM scratch\nCOPY --chmod=2600 --chown=5:6 f /d/n/\n"))
        .containsExactly("DIRECTORY /d 600 5:6", "DIRECTORY /d/n 600 5:6", "FILE /d/n/f 2600 5:6");
    assertThat(fixture.lastLayer("FROM scratch\nCOPY --chmod=u=rw,go= f /d/n/\n"))
        .containsExactly("DIRECTORY /d 755 0:0", "DIRECTORY /d/n 755 0:0", "FILE /d/n/f 600 0:0");
  }

  @Test
  void excludesLeaveOutWhatIsBelowASource() throws Exception {
    for (String path : List.of("hom.txt", "home.md", "hom/q.txt", "hom/sub/z.txt", "hom/r.md")) {
      fixture.write(path, "1");
    }

    assertThat(fixture.lastLayer("FROM scratch\nCOPY --exclude=*.txt hom* /m/\n"))
        .containsExactly(
            "DIRECTORY /m 755 0:0",
            "FILE /m/hom.txt 644 0:0",
            "FILE /m/home.md 644 0:0",
            "FILE /m/r.md 644 0:0",
            "DIRECTORY /m/sub 755 0:0",
            "FILE /m/sub/z.txt 644 0:0");
    assertThat(fixture.lastLayer("FROM scratch\nCOPY --exclude=**/*.txt --exclude=*.md . /m/\n"))
        .containsExactly(
            "DIRECTORY /m 755 0:0",
            "DIRECTORY /m/hom 755 0:0",
            "FILE /m/hom/r.md 644 0:0",
            "DIRECTORY /m/hom/sub 755 0:0");
    assertThat(fixture.lastLayer("FROM scratch\nCOPY --exclude=hom --exclude=!hom/r.md . /m/\n"))
        .containsExactly(
            "DIRECTORY /m 755 0:0",
            "DIRECTORY /m/hom 755 0:0",
            "FILE /m/hom/r.md 644 0:0",
            "FILE /m/hom.txt 644 0:0",
            "FILE /m/home.md 644 0:0");
    assertThat(
            fixture.lastLayer(
                "FROM scratch AS a\nCOPY . /\nFROM scratch\nCOPY --from=a --exclude=hom / /m/\n"))
        .containsExactly(
            "DIRECTORY /m 755 0:0", "FILE /m/hom.txt 644 0:0", "FILE /m/home.md 644 0:0");
  }

  @Test
  void otherExcludesMakeAnotherStep() throws Exception {
    fixture.write("d/a", "1");
    fixture.write("d/b", "1");
    String text = "FROM scratch AS s\nCOPY . /\nFROM scratch\nCOPY --from=s --exclude=%s /d /m/\n";
    fixture.build(text.formatted("a"));

    assertThat(fixture.lastLayer(text.formatted("b")))
        .containsExactly("DIRECTORY /m 755 0:0", "FILE /m/a 644 0:0");
  }

  @Test
  void parentsAreCopiedWithTheirAttributes() throws Exception {
    fixture.write("a/b/c/f.go", "1");
    fixture.write("a/b/g.go", "1");
    fixture.write("a/h.txt", "1");
    fixture.write("top", "1");
    mode("a/b", "rwxr-x---");

    assertThat(fixture.lastLayer("FROM scratch\nCOPY --parents a/b/c/f.go top /m/\n"))
        .containsExactly(
            "DIRECTORY /m 755 0:0",
            "DIRECTORY /m/a 755 0:0",
            "DIRECTORY /m/a/b 750 0:0",
            "DIRECTORY /m/a/b/c 755 0:0",
            "FILE /m/a/b/c/f.go 644 0:0",
            "FILE /m/top 644 0:0");
    assertThat(fixture.lastLayer("FROM scratch\nCOPY --parents ./a/./b/*.go /m/\n"))
        .containsExactly(
            "DIRECTORY /m 755 0:0", "DIRECTORY /m/b 750 0:0", "FILE /m/b/g.go 644 0:0");
    assertThat(fixture.lastLayer("FROM scratch\nCOPY --parents a/**/*.go /m/\n"))
        .containsExactly(
            "DIRECTORY /m 755 0:0",
            "DIRECTORY /m/a 755 0:0",
            "DIRECTORY /m/a/b 750 0:0",
            "DIRECTORY /m/a/b/c 755 0:0",
            "FILE /m/a/b/c/f.go 644 0:0",
            "FILE /m/a/b/g.go 644 0:0");
    assertThat(fixture.lastLayer("FROM scratch\nCOPY --parents --exclude=a/b a /m/\n"))
        .containsExactly(
            "DIRECTORY /m 755 0:0", "DIRECTORY /m/a 755 0:0", "FILE /m/a/h.txt 644 0:0");
    assertThat(fixture.lastLayer("FROM scratch\nCOPY --parents nothing*/here /m/\n"))
        .containsExactly("DIRECTORY /m 755 0:0");
    assertThat(fixture.failure("FROM scratch\nCOPY --parents a/nope /m/\n"))
        .hasMessageContaining("\"/a/nope\": not found");
  }

  @Test
  void doubleStarOutsideOfParentsIsOneStar() throws Exception {
    fixture.write("a/b/g.go", "1");
    fixture.write("a/b/c/f.go", "1");

    assertThat(fixture.lastLayer("FROM scratch\nCOPY a/**/*.go /m/\n"))
        .containsExactly("DIRECTORY /m 755 0:0", "FILE /m/g.go 644 0:0");
  }

  @Test
  void linkedLayerIsReusedOnAnotherBaseAndFollowsNoLink() throws Exception {
    fixture.write("f", "1");
    fixture.write("one", "1");
    fixture.write("two", "2");
    Path links = Files.createDirectory(fixture.context.resolve("links"));
    Files.createSymbolicLink(links.resolve("d"), Path.of("elsewhere"));
    String text =
        """
        FROM scratch
        COPY %s /base
        COPY links /
        COPY --link --chown=5:6 f /d/n/f
        COPY two /after
        """;
    Image first = fixture.build(text.formatted("one")).image();
    BuildResult second = fixture.build(text.formatted("two"));

    assertThat(fixture.layers(first, 2).getFirst())
        .containsExactly("DIRECTORY /d 755 0:0", "DIRECTORY /d/n 755 0:0", "FILE /d/n/f 644 5:6");
    assertThat(second.image().config().diffIds().get(2)).isEqualTo(first.config().diffIds().get(2));
    assertThat(fixture.cached()).containsExactly("[3/4] COPY --link --chown=5:6 f /d/n/f");
    assertThat(fixture.ran()).anyMatch(title -> title.contains("COPY two /after"));
  }

  @Test
  void specialFilesHardLinksAndHolesAreKept() throws Exception {
    Path one = fixture.write("d/one", "1");
    Files.createLink(one.resolveSibling("two"), one);
    try (var handle = dev.slipway.linux.DirectoryHandle.open(fixture.context.resolve("d"))) {
      handle.makeFifo("fifo".getBytes(java.nio.charset.StandardCharsets.UTF_8), 0640);
      handle.setMode("fifo".getBytes(java.nio.charset.StandardCharsets.UTF_8), 0640);
    }
    try (var file =
        new java.io.RandomAccessFile(fixture.context.resolve("d/sparse").toFile(), "rw")) {
      file.setLength(8 << 20);
    }
    Files.createSymbolicLink(fixture.context.resolve("d/way"), Path.of("../out/of/here"));

    Image image = fixture.build("FROM scratch\nCOPY d /m\n").image();

    assertThat(fixture.layers(image, 0).getLast())
        .containsExactly(
            "DIRECTORY /m 755 0:0",
            "FIFO /m/fifo 640 0:0",
            "FILE /m/one 644 0:0",
            "FILE /m/sparse 644 0:0",
            "HARD_LINK /m/two 644 0:0",
            "SYMLINK /m/way 777 0:0");
    assertThat(size(image, "/m/sparse")).isEqualTo(8 << 20);
  }

  private long size(Image image, String path) throws IOException {
    try (ImageStore store = ImageStore.openReadOnly(fixture.root)) {
      return store.layers().index(image.config().diffIds().getLast()).entries().stream()
          .filter(entry -> entry.path().toString().equals(path))
          .mapToLong(LayerEntry::size)
          .sum();
    }
  }
}
