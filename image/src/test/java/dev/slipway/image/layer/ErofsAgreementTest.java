package dev.slipway.image.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.image.Digest;
import dev.slipway.image.ImagePath;
import dev.slipway.image.erofs.ErofsMetadata;
import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.Mounts;
import dev.slipway.linux.Namespaces;
import dev.slipway.linux.UserIds;
import dev.slipway.tasks.DedicatedThread;
import dev.slipway.tasks.Work;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A mounted tar shows what the extracted one is, name by name and attribute by attribute.
class ErofsAgreementTest {
  private static final Digest DIFF_ID = Digest.parse("sha256:" + "0123456789abcdef".repeat(4));

  @TempDir Path temporary;
  private int tars;

  @BeforeEach
  void theKernelMountsFiles() throws Exception {
    assumeTrue(UserIds.isRoot(), "needs root");
    try {
      SortedMap<String, String> _ = shown(LayerIndex.EMPTY, tar(new byte[1024]));
    } catch (LinuxException refused) {
      assumeTrue(false, "no EROFS of files here: " + refused.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void aMountedTarIsWhatItExtractsTo(long seed) throws Exception {
    Path tree = Files.createDirectory(temporary.resolve("tree"));
    RandomTree.make(tree, seed);
    Path tar = temporary.resolve("tree.tar");
    LayerIndex index;
    try (OutputStream sink = Files.newOutputStream(tar)) {
      index = DirectoryLayerWriter.write(tree, sink);
    }

    assertThat(shown(index, tar)).isEqualTo(RealTree.of(extracted(tar)));
  }

  @Test
  void whiteoutsAndOpaqueDirectoriesHideWhatIsBelow() throws Exception {
    Path lower = Files.createDirectory(temporary.resolve("lower"));
    for (String name : List.of("gone", "kept", "hidden/a", "hidden/b", "file/was", "root")) {
      Files.createDirectories(lower.resolve(name).getParent());
      Files.writeString(lower.resolve(name), name);
    }
    List<LayerEntry> entries =
        List.of(
            LayerEntry.whiteout(ImagePath.of("/gone")),
            LayerEntry.directory(ImagePath.of("/hidden"), 0750),
            LayerEntry.opaque(ImagePath.of("/hidden")),
            LayerEntry.file(ImagePath.of("/hidden/c"), 0600, 0),
            LayerEntry.symlink(ImagePath.of("/file"), LinkTarget.of("kept")));
    Path tar = written(entries);
    LayerIndex index = LayerIndex.scan(tar, ArchiveOrigin.OWN_LAYER);

    SortedMap<String, String> shown =
        mounted(index, tar, upper -> over(upper, lower, RealTree::of));
    SortedMap<String, String> expected =
        inNamespace(() -> over(extracted(tar), lower, RealTree::of));

    assertThat(shown).isEqualTo(expected);
    assertThat(shown.keySet())
        .containsExactlyInAnyOrder("/file", "/hidden", "/hidden/c", "/kept", "/root");
  }

  @Test
  void namesOfAllBytesAndLengthsAreFound() throws Exception {
    List<LayerEntry> entries = new ArrayList<>();
    for (int length = 1; length <= 255; length++) {
      byte[] name = new byte[length];
      for (int i = 0; i < length; i++) {
        name[i] = (byte) (1 + (length * 7 + i) % 255);
        name[i] = name[i] == '/' ? (byte) '-' : name[i];
      }
      entries.add(LayerEntry.file(ImagePath.ROOT.child(name), 0644, 0));
    }
    for (String name : List.of("!", "-", ".-", "..-", "...", "..a", ".a", "0")) {
      entries.add(LayerEntry.directory(ImagePath.of("/").resolve(name), 0700));
    }
    Path tar = written(entries);

    assertThat(shown(tar)).hasSize(entries.size()).isEqualTo(RealTree.of(extracted(tar)));
  }

  @Test
  void linksAndAttributesOfAllLengthsAreRead() throws Exception {
    List<LayerEntry> entries = new ArrayList<>();
    for (int length : List.of(1, 383, 384, 385, 447, 448, 449, 511, 512, 513, 1024, 4095)) {
      var target = LinkTarget.of("x".repeat(length));
      entries.add(LayerEntry.symlink(ImagePath.of("/link" + length), target));
    }
    for (int length : List.of(0, 1, 2, 3, 4, 300, 440, 512, 3000)) {
      byte[] value = "v".repeat(length).getBytes(StandardCharsets.UTF_8);
      entries.add(
          LayerEntry.directory(ImagePath.of("/xattr" + length), 01777)
              .withXattrs(Map.of("user.one", value, "trusted.two", new byte[] {0, 1})));
    }
    Path tar = written(entries);

    assertThat(shown(tar)).hasSize(entries.size()).isEqualTo(RealTree.of(extracted(tar)));
  }

  @Test
  void ownersAndTimesOfAnySizeAreKept() throws Exception {
    Path tar =
        written(
            List.of(
                LayerEntry.directory(ImagePath.of("/a"), 07777).withOwner(70_000, 4_000_000_000L),
                LayerEntry.fifo(ImagePath.of("/b"), 0).withTime(-5, 999_999_999),
                LayerEntry.device(ImagePath.of("/c"), EntryKind.BLOCK_DEVICE, 0660, 259, 1_000_000)
                    .withTime(5_000_000_000L, 1)));

    assertThat(shown(tar)).hasSize(3).isEqualTo(RealTree.of(extracted(tar)));
  }

  @Test
  void aDirectoryOfManyNamesIsSearchedAndListed() throws Exception {
    List<LayerEntry> entries = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      entries.add(LayerEntry.file(ImagePath.of("/many/file" + i), 0644, 0));
    }
    LayerIndex index = LayerIndex.of(entries);

    int listed =
        mounted(
            index,
            tar(new byte[1024]),
            root -> {
              try (DirectoryHandle many = DirectoryHandle.open(root.resolve("many"))) {
                for (int i = 0; i < 100_000; i += 97) {
                  byte[] name = ("file" + i).getBytes(StandardCharsets.UTF_8);
                  assertThat(many.status(name).isRegularFile()).isTrue();
                }
                return many.list().size();
              }
            });

    assertThat(listed).isEqualTo(100_000);
  }

  @Test
  void aSparseFileOfFiveGigabytesIsReadAtItsEnds() throws Exception {
    long size = 5L << 30;
    LayerEntry entry = LayerEntry.file(ImagePath.of("/large"), 0644, size);
    Path tar = tar(TarHeaderWriter.blocks(entry, "large".getBytes(StandardCharsets.UTF_8)));
    long data = Files.size(tar);
    try (FileChannel channel = FileChannel.open(tar, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {'A'}), data);
      channel.write(ByteBuffer.wrap(new byte[] {'Z'}), data + size - 1);
      channel.write(ByteBuffer.wrap(new byte[1]), data + size + 1023);
    }

    String ends =
        mounted(
            LayerIndex.scan(tar, ArchiveOrigin.OWN_LAYER),
            tar,
            root -> {
              try (FileChannel large = FileChannel.open(root.resolve("large"))) {
                ByteBuffer two = ByteBuffer.allocate(2);
                large.read(two.limit(1), 0);
                large.read(two.limit(2), size - 1);
                return large.size() + " " + new String(two.array(), StandardCharsets.UTF_8);
              }
            });

    assertThat(ends).isEqualTo(size + " AZ");
  }

  @Test
  void theSameLayerMakesTheSameBytes() throws Exception {
    Path tar = written(List.of(LayerEntry.directory(ImagePath.of("/a"), 0700)));
    LayerIndex index = LayerIndex.scan(tar, ArchiveOrigin.OWN_LAYER);

    byte[] once = ErofsMetadata.of(index, DIFF_ID, Files.size(tar));

    assertThat(ErofsMetadata.of(index, DIFF_ID, Files.size(tar))).isEqualTo(once);
    Path file = Files.write(temporary.resolve("whole"), once);
    assertThat(ErofsMetadata.isWhole(file)).isTrue();
    for (int at : List.of(1030, 1300, once.length - 510)) {
      byte[] damaged = once.clone();
      damaged[at] ^= 1;
      assertThat(ErofsMetadata.isWhole(Files.write(file, damaged))).as("byte %d", at).isFalse();
    }
  }

  private interface Look<T> {
    T at(Path root) throws IOException;
  }

  private SortedMap<String, String> shown(Path tar) throws Exception {
    return shown(LayerIndex.scan(tar, ArchiveOrigin.OWN_LAYER), tar);
  }

  private SortedMap<String, String> shown(LayerIndex index, Path tar) throws Exception {
    return mounted(index, tar, RealTree::of);
  }

  private <T> T mounted(LayerIndex index, Path tar, Look<T> look) throws Exception {
    Path metadata = temporary.resolve("metadata" + tars++);
    Files.write(metadata, ErofsMetadata.of(index, DIFF_ID, Files.size(tar)));
    Path target = Files.createDirectories(temporary.resolve("mounted"));
    return inNamespace(() -> {
      Mounts.erofs(metadata, tar, target);
      try {
        return look.at(target);
      } finally {
        Mounts.detach(target);
      }
    });
  }

  private static <T> T inNamespace(Work<T> work) throws Exception {
    return DedicatedThread.call(
        "erofs-test",
        () -> {
          Namespaces.unshareMounts();
          Mounts.makeSlaveRecursive();
          return work.run();
        });
  }

  private <T> T over(Path upper, Path lower, Look<T> look) throws IOException {
    Path base = Files.createDirectory(temporary.resolve("over" + tars++));
    Path merged = Files.createDirectory(base.resolve("merged"));
    Mounts.overlay(
        List.of(upper, lower),
        Files.createDirectory(base.resolve("upper")),
        Files.createDirectory(base.resolve("work")),
        merged,
        List.of("redirect_dir=nofollow", "metacopy=off", "index=off"));
    try {
      return look.at(merged);
    } finally {
      Mounts.detach(merged);
    }
  }

  private Path extracted(Path tar) throws IOException {
    Path directory = Files.createDirectory(temporary.resolve("extracted" + tars++));
    try (InputStream input = Files.newInputStream(tar)) {
      LayerExtractor.extract(input, directory, ArchiveOrigin.OWN_LAYER);
    }
    return directory;
  }

  private Path tar(byte[] bytes) throws Exception {
    return Files.write(temporary.resolve("tar" + tars++), bytes);
  }

  private Path written(List<LayerEntry> entries) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var writer = new LayerTarWriter(bytes)) {
      for (LayerEntry entry : entries) {
        boolean file = entry.kind() == EntryKind.FILE;
        writer.add(entry, file ? InputStream.nullInputStream() : null);
      }
      writer.finish();
    }
    return tar(bytes.toByteArray());
  }
}
