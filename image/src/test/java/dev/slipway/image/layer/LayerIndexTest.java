package dev.slipway.image.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.ImageException;
import dev.slipway.image.ImagePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerIndexTest {
  @TempDir Path directory;

  private static LayerEntry file(String path, long size) {
    return LayerEntry.file(ImagePath.of(path), 0644, size).withData(size, 512);
  }

  private static LayerEntry dir(String path) {
    return LayerEntry.directory(ImagePath.of(path), 0700);
  }

  private static LayerEntry link(String path, String target) {
    return LayerEntry.hardLink(ImagePath.of(path), ImagePath.of(target));
  }

  private static LayerIndex index(LayerEntry... entries) {
    return LayerIndex.of(List.of(entries));
  }

  private static List<String> paths(List<LayerEntry> entries) {
    return entries.stream().map(entry -> entry.path().toString()).toList();
  }

  @Test
  void findsByPath() {
    LayerIndex index = index(dir("/b"), file("/b/x", 3), file("/a", 4));

    assertThat(index.find(ImagePath.of("/b/x"))).contains(file("/b/x", 3));
    assertThat(index.find(ImagePath.of("/b/y"))).isEmpty();
    assertThat(index.find(ImagePath.ROOT)).isEmpty();
    assertThat(paths(index.entries())).containsExactly("/b", "/b/x", "/a");
    assertThat(paths(index.sortedEntries())).containsExactly("/a", "/b", "/b/x");
  }

  @Test
  void childrenAreDirectAndSorted() {
    LayerIndex index =
        index(
            dir("/d"),
            file("/d/z", 0),
            dir("/d/e"),
            file("/d/e/deep", 0),
            LayerEntry.opaque(ImagePath.of("/d/e")),
            file("/d!", 0),
            LayerEntry.whiteout(ImagePath.of("/d/gone")));

    assertThat(paths(index.children(ImagePath.of("/d")))).containsExactly("/d/e", "/d/z");
    assertThat(paths(index.children(ImagePath.ROOT))).containsExactly("/d", "/d!");
    assertThat(index.children(ImagePath.of("/d/e/deep"))).isEmpty();
  }

  @Test
  void ofSeveralEntriesTheLastCounts() {
    LayerIndex index =
        index(
            file("/a", 1),
            file("/a", 2),
            file("/b", 5),
            dir("/b"),
            dir("/c"),
            file("/c/x", 7),
            file("/c", 9));

    assertThat(index.find(ImagePath.of("/a"))).contains(file("/a", 2));
    assertThat(index.find(ImagePath.of("/b"))).contains(dir("/b"));
    assertThat(index.find(ImagePath.of("/c/x"))).isEmpty();
    assertThat(index.fileBytes()).isEqualTo(11);
  }

  @Test
  void missingDirectoriesAreImplied() {
    LayerIndex index = index(file("/usr/bin/app", 1), dir("/usr"));

    LayerEntry implied = index.find(ImagePath.of("/usr/bin")).orElseThrow();
    assertThat(implied).isEqualTo(LayerEntry.directory(ImagePath.of("/usr/bin"), 0755));
    assertThat(index.find(ImagePath.of("/usr"))).contains(dir("/usr"));
    assertThat(paths(index.entries())).containsExactly("/usr/bin", "/usr/bin/app", "/usr");
  }

  @Test
  void nothingStandsBelowAFileOrALink() {
    LayerEntry symlink = LayerEntry.symlink(ImagePath.of("/bin"), LinkTarget.of("usr/bin"));

    assertThatThrownBy(() -> index(symlink, file("/bin/sh", 1)))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("/bin/sh passes through the symbolic link /bin");
    assertThatThrownBy(() -> index(file("/a", 1), file("/a/b/c", 1)))
        .hasMessageContaining("passes through what is no directory: /a");
  }

  @Test
  void hardLinksCountOnceAndAreFollowed() {
    LayerIndex index = index(file("/a", 10), link("/b", "/a"), link("/c", "/b"));

    assertThat(index.fileBytes()).isEqualTo(10);
    LayerEntry linked = index.find(ImagePath.of("/c")).orElseThrow();
    assertThat(linked.linkTarget().path()).hasToString("/a");
    assertThat(index.resolveLink(linked)).isEqualTo(file("/c", 10));
  }

  @Test
  void aHardLinkMayComeBeforeItsFile() {
    LayerIndex index = index(link("/b", "/a"), file("/a", 10));

    assertThat(index.resolveLink(index.find(ImagePath.of("/b")).orElseThrow()).size())
        .isEqualTo(10);
  }

  @Test
  void aHardLinkOutlivesTheNameThatItWasMadeFrom() {
    LayerIndex index = index(file("/a", 10), link("/b", "/a"), link("/c", "/a"), file("/a", 3));

    assertThat(index.find(ImagePath.of("/b"))).contains(file("/b", 10));
    assertThat(index.find(ImagePath.of("/c")).orElseThrow().linkTarget().path()).hasToString("/b");
    assertThat(index.fileBytes()).isEqualTo(13);
  }

  @Test
  void aHardLinkToNothingIsNamed() {
    assertThatThrownBy(() -> index(link("/b", "/etc/shadow")))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("/b")
        .hasMessageContaining("/etc/shadow");
    assertThatThrownBy(() -> index(link("/a", "/b"), link("/b", "/a")))
        .isInstanceOf(ImageException.class);
    assertThatThrownBy(() -> index(dir("/d"), link("/b", "/d"))).isInstanceOf(ImageException.class);
  }

  @Test
  void aFileArchivedTwiceLinksToItself() {
    LayerIndex index = index(file("/a", 10), link("/a", "/a"));

    assertThat(index.find(ImagePath.of("/a"))).contains(file("/a", 10));
  }

  @Test
  void aWhiteoutHidesOnlyWhatTheLayerDoesNotHave() {
    LayerIndex index =
        index(
            LayerEntry.whiteout(ImagePath.of("/gone")),
            LayerEntry.whiteout(ImagePath.of("/file")),
            file("/file", 1),
            dir("/dir"),
            LayerEntry.whiteout(ImagePath.of("/dir")));

    assertThat(index.whitesOut(ImagePath.of("/gone"))).isTrue();
    assertThat(index.whitesOut(ImagePath.of("/file"))).isFalse();
    assertThat(index.whitesOut(ImagePath.of("/dir"))).isFalse();
    assertThat(index.isOpaque(ImagePath.of("/dir"))).isTrue();
    assertThat(index.isOpaque(ImagePath.of("/file"))).isFalse();
  }

  @Test
  void theRootCanBeOpaqueWithoutAnEntry() {
    assertThat(index(LayerEntry.opaque(ImagePath.ROOT)).isOpaque(ImagePath.ROOT)).isTrue();
  }

  @Test
  void isStoredAndRead() throws IOException {
    LayerIndex index =
        index(
            dir("/d").withOwner(4_000_000_000L, 7).withTime(-3, 5),
            file("/d/f", 1L << 40).withXattrs(new TreeMap<>(Map.of("user.x", new byte[] {0, -1}))),
            LayerEntry.device(ImagePath.of("/n"), EntryKind.CHARACTER_DEVICE, 0600, 10, 229),
            LayerEntry.symlink(ImagePath.of("/l"), LinkTarget.of("d/f")),
            LayerEntry.whiteout(ImagePath.of("/w")));
    Path file = directory.resolve("index");

    index.write(file);
    LayerIndex read = LayerIndex.read(file);

    assertThat(read.entries()).isEqualTo(index.entries());
    assertThat(read.fileBytes()).isEqualTo(1L << 40);
    assertThat(read.find(ImagePath.of("/l"))).isEqualTo(index.find(ImagePath.of("/l")));
  }

  @Test
  void scanningAStreamReadsEveryByteOfIt() throws Exception {
    byte[] tar =
        Arrays.copyOf(new RawTar().file("big", "x".repeat(200_000)).file("b", "y").end(), 999_999);
    var digest = java.security.MessageDigest.getInstance("SHA-256");

    LayerIndex scanned =
        LayerIndex.scan(
            new java.security.DigestInputStream(new java.io.ByteArrayInputStream(tar), digest),
            ArchiveOrigin.FOREIGN_LAYER);

    assertThat(scanned.fileBytes()).isEqualTo(200_001);
    assertThat(digest.digest())
        .isEqualTo(java.security.MessageDigest.getInstance("SHA-256").digest(tar));
  }

  @Test
  void damageIsNoticed() throws IOException {
    Path file = directory.resolve("index");
    index(dir("/d"), file("/d/f", 3)).write(file);
    byte[] good = Files.readAllBytes(file);

    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= 4;
      Files.write(file, bad);
      assertThatThrownBy(() -> LayerIndex.read(file))
          .as("byte %d", i)
          .isInstanceOf(ImageException.class);
    }
    for (int length = 0; length < good.length; length++) {
      Files.write(file, Arrays.copyOf(good, length));
      assertThatThrownBy(() -> LayerIndex.read(file))
          .as("length %d", length)
          .isInstanceOf(ImageException.class);
    }
  }

  /// Random sequences against a plain map that is changed as unpacking would change a directory.
  @Test
  void agreesWithUnpackingOneAfterTheOther() {
    for (int seed = 0; seed < 3000; seed++) {
      var random = new Random(seed);
      var model = new TreeMap<ImagePath, LayerEntry>();
      List<LayerEntry> entries = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        ImagePath path = randomPath(random);
        boolean directory = random.nextBoolean();
        if (isBelowFile(model, path)) {
          continue;
        }
        LayerEntry entry = directory ? dir(path.toString()) : file(path.toString(), i);
        entries.add(entry);
        unpack(model, entry);
      }
      assertThat(LayerIndex.of(entries).sortedEntries())
          .as("seed %d: %s", seed, paths(entries))
          .isEqualTo(List.copyOf(model.values()));
    }
  }

  private static ImagePath randomPath(Random random) {
    var path = ImagePath.ROOT;
    for (int depth = random.nextInt(3); depth >= 0; depth--) {
      path = path.child(new byte[] {(byte) ('a' + random.nextInt(3))});
    }
    return path;
  }

  private static boolean isBelowFile(Map<ImagePath, LayerEntry> model, ImagePath path) {
    for (ImagePath up = path.parent(); !up.isRoot(); up = up.parent()) {
      LayerEntry there = model.get(up);
      if (there != null && !there.isDirectory()) {
        return true;
      }
    }
    return false;
  }

  private static void unpack(Map<ImagePath, LayerEntry> model, LayerEntry entry) {
    ImagePath path = entry.path();
    for (ImagePath up = path.parent(); !up.isRoot(); up = up.parent()) {
      model.putIfAbsent(up, LayerEntry.directory(up, 0755));
    }
    if (!entry.isDirectory()) {
      model.keySet().removeIf(other -> other.startsWith(path));
    }
    model.put(path, entry);
  }
}
