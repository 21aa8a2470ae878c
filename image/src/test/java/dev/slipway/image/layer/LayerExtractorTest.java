package dev.slipway.image.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.image.ImageException;
import dev.slipway.linux.FileStatus;
import dev.slipway.linux.UserIds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Owners and devices need root.
class LayerExtractorTest {
  @TempDir Path temporary;

  private Path outside;
  private Path target;

  @BeforeEach
  void makeDirectories() throws IOException {
    assumeTrue(UserIds.isRoot(), "needs root");
    outside = Files.createDirectory(temporary.resolve("outside"));
    target = Files.createDirectory(temporary.resolve("target"));
  }

  private LayerIndex extract(byte[] tar) throws IOException {
    return LayerExtractor.extract(
        new ByteArrayInputStream(tar), target, ArchiveOrigin.FOREIGN_LAYER);
  }

  private void refuses(byte[] tar, String message) throws IOException {
    assertThatThrownBy(() -> extract(tar))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining(message);
    try (var files = Files.list(outside)) {
      assertThat(files).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatIsWrittenIsExtractedWithEveryAttribute(long seed) throws IOException {
    Path tree = Files.createDirectory(temporary.resolve("tree"));
    RandomTree.make(tree, seed);
    var tar = new ByteArrayOutputStream();

    LayerIndex written = DirectoryLayerWriter.write(tree, tar);
    LayerIndex extracted = extract(tar.toByteArray());

    assertThat(RealTree.of(target)).isEqualTo(RealTree.of(tree));
    assertThat(extracted.entries()).isEqualTo(written.entries());
    var again = new ByteArrayOutputStream();
    DirectoryLayerWriter.write(target, again);
    assertThat(again.toByteArray()).isEqualTo(tar.toByteArray());
  }

  @Test
  void aDirectoryIsReadAsTheLayerThatItsTarIs() throws IOException {
    Path tree = Files.createDirectory(temporary.resolve("tree"));
    RandomTree.make(tree, 99);
    Path tarFile = temporary.resolve("tar");
    LayerIndex written;
    try (var sink = Files.newOutputStream(tarFile)) {
      written = DirectoryLayerWriter.write(tree, sink);
    }
    var directory = new DirectoryLayer(tree);
    var tar = new TarLayer(tarFile, written);

    assertThat(directory.index().fileBytes()).isEqualTo(written.fileBytes());
    for (LayerEntry entry : written.entries()) {
      LayerEntry other = directory.index().find(entry.path()).orElseThrow();
      assertThat(other).isEqualTo(entry.withData(entry.size(), -1));
      if (written.resolveLink(entry).kind() == EntryKind.FILE) {
        try (InputStream one = directory.open(other);
            InputStream two = tar.open(entry)) {
          assertThat(one.readAllBytes()).isEqualTo(two.readAllBytes());
        }
      }
    }
  }

  @Test
  void namesCannotLeadOut() throws IOException {
    refuses(new RawTar().file("../outside/x", "").end(), "leads out");
    refuses(new RawTar().file("a/../../outside/x", "").end(), "leads out");
    refuses(new RawTar().hardLink("a", "../outside").end(), "leads out");
  }

  @Test
  void absoluteNamesStandInside() throws IOException {
    extract(new RawTar().file(outside + "/x", "data").end());

    assertThat(outside.resolve("x")).doesNotExist();
    assertThat(Path.of(target + outside.toString()).resolve("x")).hasContent("data");
  }

  @Test
  void symlinksAreNotWalkedThrough() throws IOException {
    refuses(
        new RawTar().symlink("out", outside.toString()).file("out/x", "").end(),
        "/out/x passes through the symbolic link /out");
    refuses(
        new RawTar().symlink("up", "../outside").directory("up/d").end(),
        "passes through the symbolic link /up");
    refuses(
        new RawTar().symlink("deep", "../outside").file("deep/a/b/c", "").end(),
        "passes through the symbolic link /deep");
  }

  @Test
  void aFileTakesTheSymlinksPlaceAndNotItsTargets() throws IOException {
    Files.writeString(temporary.resolve("victim"), "untouched");
    extract(new RawTar().symlink("link", "../victim").file("link", "new").end());

    assertThat(temporary.resolve("victim")).hasContent("untouched");
    assertThat(target.resolve("link")).isRegularFile().hasContent("new");
  }

  @Test
  void attributesOfASymlinkAreItsOwn() throws IOException {
    Path victim = Files.writeString(temporary.resolve("victim"), "untouched");
    byte[] header = RawTar.header('2', "link", victim.toString(), 0);
    RawTar.put(header, 100, "0004777");
    RawTar.put(header, 108, "0000123");
    extract(new RawTar().block(header).end());

    assertThat(FileStatus.of(victim).uid()).isZero();
    assertThat(FileStatus.of(victim).permissions()).isEqualTo(0644);
    assertThat(FileStatus.ofLink(target.resolve("link")).uid()).isEqualTo(0123);
  }

  @Test
  void hardLinksStayInTheLayer() throws IOException {
    Path victim = Files.writeString(temporary.resolve("victim"), "untouched");
    refuses(new RawTar().hardLink("x", victim.toString()).end(), "hard link /x");
    refuses(new RawTar().symlink("up", "..").hardLink("x", "up/victim").end(), "hard link /x");
    refuses(new RawTar().directory("d").hardLink("x", "d").end(), "hard link /x");
    assertThat(FileStatus.of(victim).nlink()).isEqualTo(1);
  }

  @Test
  void hardLinksComeBeforeOrAfterTheirFile() throws IOException {
    LayerIndex index =
        extract(
            new RawTar()
                .hardLink("before", "file")
                .file("file", "data")
                .hardLink("after", "file")
                .hardLink("file", "file")
                .end());

    long inode = FileStatus.of(target.resolve("file")).inode();
    assertThat(FileStatus.of(target.resolve("before")).inode()).isEqualTo(inode);
    assertThat(FileStatus.of(target.resolve("after")).inode()).isEqualTo(inode);
    assertThat(index.fileBytes()).isEqualTo(4);
  }

  @Test
  void laterEntriesReplaceEarlierOnes() throws IOException {
    extract(
        new RawTar()
            .directory("a")
            .file("a/x", "")
            .file("a", "file now")
            .file("b", "")
            .directory("b")
            .file("b/y", "inside")
            .file("c", "old")
            .hardLink("d", "c")
            .file("c", "new")
            .end());

    assertThat(target.resolve("a")).isRegularFile().hasContent("file now");
    assertThat(target.resolve("b/y")).hasContent("inside");
    assertThat(target.resolve("c")).hasContent("new");
    assertThat(target.resolve("d")).hasContent("old");
  }

  @Test
  void whiteoutsTakeOverlaysForm() throws IOException {
    extract(
        new RawTar()
            .file("d/.wh.gone", "")
            .file("d/.wh..wh..opq", "")
            .file(".wh.both", "")
            .directory("both")
            .end());

    FileStatus gone = FileStatus.ofLink(target.resolve("d/gone"));
    assertThat(gone.isCharacterDevice()).isTrue();
    assertThat(gone.rdevMajor()).isZero();
    assertThat(gone.rdevMinor()).isZero();
    SortedMap<String, String> tree = RealTree.of(target);
    assertThat(tree.get("/d")).endsWith("trusted.overlay.opaque=79");
    assertThat(tree.get("/both")).endsWith("trusted.overlay.opaque=79");
  }

  @Test
  void missingDirectoriesBelongToRoot() throws IOException {
    extract(new RawTar().file("a/b/c", "").end());

    assertThat(RealTree.of(target).get("/a/b")).isEqualTo("40755 0:0 0.000000000");
    assertThat(FileStatus.of(target).permissions()).isEqualTo(0755);
  }

  @Test
  void theArchivesRootGivesTheDirectoryItsAttributes() throws IOException {
    byte[] header = RawTar.header('5', "./", "", 0);
    RawTar.put(header, 100, "0001777");
    RawTar.put(header, 108, "0000007");
    extract(new RawTar().block(header).file("./x", "").end());

    assertThat(FileStatus.of(target).permissions()).isEqualTo(01777);
    assertThat(FileStatus.of(target).uid()).isEqualTo(7);
    assertThat(FileStatus.of(target).mtimeSeconds()).isEqualTo(014000000000L);
  }

  @Test
  void truncationIsAnErrorAtEveryBlock() throws IOException {
    Path tree = Files.createDirectory(temporary.resolve("tree"));
    RandomTree.make(tree, 3);
    var tar = new ByteArrayOutputStream();
    DirectoryLayerWriter.write(tree, tar);
    byte[] whole = tar.toByteArray();

    int step = Math.max(1, whole.length / 512 / 40);
    for (int blocks = 0; blocks <= whole.length / 512 - 2; blocks += step) {
      byte[] cut = Arrays.copyOf(whole, blocks * 512);
      Path empty = Files.createDirectory(temporary.resolve("cut" + blocks));
      assertThatThrownBy(() ->
              LayerExtractor.extract(
                  new ByteArrayInputStream(cut), empty, ArchiveOrigin.FOREIGN_LAYER))
          .isInstanceOf(ImageException.class)
          .hasMessageContaining("at byte " + cut.length);
    }
  }

  @Test
  void theStreamIsReadToItsEnd() throws IOException {
    var tar = new ByteArrayInputStream(Arrays.copyOf(new RawTar().file("a", "").end(), 500_000));

    LayerExtractor.extract(tar, target, ArchiveOrigin.FOREIGN_LAYER);

    assertThat(tar.available()).isZero();
  }
}
