package dev.slipway.image.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.image.ImagePath;
import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.Mounts;
import dev.slipway.linux.Namespaces;
import dev.slipway.linux.OpenFile;
import dev.slipway.linux.UserIds;
import dev.slipway.tasks.DedicatedThread;
import dev.slipway.tasks.Work;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the kernel's overlayfs shows of an upper directory is what its tar shows, extracted again
/// or looked at without any mount.
class OverlayRoundTripTest {
  @TempDir Path temporary;

  private static <T> T mounted(List<Path> topFirst, Path base, Work<T> work) throws Exception {
    return DedicatedThread.call(
        "overlay-test",
        () -> {
          Namespaces.unshareMounts();
          Mounts.makeSlaveRecursive();
          Path merged = Files.createDirectories(base.resolve("merged"));
          Mounts.overlay(
              topFirst,
              Files.createDirectories(base.resolve("upper")),
              Files.createDirectories(base.resolve("work")),
              merged,
              List.of("redirect_dir=nofollow", "metacopy=off", "index=off"));
          T result = work.run();
          Mounts.detach(merged);
          return result;
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void anUpperDirectoryIsTheLayerThatItsTarIs(long seed) throws Exception {
    assumeTrue(UserIds.isRoot(), "needs root");
    Path lower = Files.createDirectory(temporary.resolve("lower"));
    RandomTree.make(lower, seed);
    Path first = Files.createDirectory(temporary.resolve("first"));

    SortedMap<String, String> shown =
        mounted(
            List.of(lower),
            first,
            () -> {
              new Changes(first.resolve("merged"), seed).make();
              return RealTree.of(first.resolve("merged"));
            });

    Path upper = first.resolve("upper");
    Path tar = temporary.resolve("tar");
    LayerIndex index;
    try (OutputStream sink = Files.newOutputStream(tar)) {
      index = DirectoryLayerWriter.write(upper, sink);
    }
    Path extracted = Files.createDirectory(temporary.resolve("extracted"));
    try (InputStream input = Files.newInputStream(tar)) {
      LayerExtractor.extract(input, extracted, ArchiveOrigin.OWN_LAYER);
    }
    Path second = Files.createDirectory(temporary.resolve("second"));
    SortedMap<String, String> shownAgain =
        mounted(List.of(extracted, lower), second, () -> RealTree.of(second.resolve("merged")));

    assertThat(shownAgain).isEqualTo(shown);
    var base = new DirectoryLayer(lower);
    assertThat(unmounted(FileTree.of(List.of(base, new TarLayer(tar, index)))))
        .isEqualTo(withoutLinks(shown));
    assertThat(unmounted(FileTree.of(List.of(base, new DirectoryLayer(upper)))))
        .isEqualTo(withoutLinks(shown));
  }

  @Test
  void whiteoutsThatShareAnInodeAreNoHardLinks() throws Exception {
    assumeTrue(UserIds.isRoot(), "needs root");
    Path lower = Files.createDirectory(temporary.resolve("lower"));
    for (int i = 0; i < 5; i++) {
      Files.writeString(lower.resolve("file" + i), "x");
    }
    Path base = Files.createDirectory(temporary.resolve("base"));
    mounted(
        List.of(lower),
        base,
        () -> {
          for (int i = 0; i < 5; i++) {
            Files.delete(base.resolve("merged/file" + i));
          }
          return true;
        });

    LayerIndex index =
        DirectoryLayerWriter.write(base.resolve("upper"), OutputStream.nullOutputStream());

    assertThat(index.entries()).hasSize(5).allMatch(entry -> entry.kind() == EntryKind.WHITEOUT);
  }

  private static SortedMap<String, String> withoutLinks(SortedMap<String, String> tree) {
    var plain = new TreeMap<String, String>();
    tree.forEach((path, line) -> plain.put(path, line.replaceAll(" same as [\\s\\S]*", "")));
    return plain;
  }

  /// The tree in the words of [RealTree], without what is a hard link to what.
  private static SortedMap<String, String> unmounted(FileTree tree) throws IOException {
    var lines = new TreeMap<String, String>();
    for (FileTree.Node node : tree.subtree(ImagePath.ROOT)) {
      if (!node.path().isRoot()) {
        lines.put(new String(node.path().bytes(), StandardCharsets.ISO_8859_1), line(tree, node));
      }
    }
    return lines;
  }

  private static String line(FileTree tree, FileTree.Node node) throws IOException {
    LayerEntry entry = node.entry();
    int type =
        switch (entry.kind()) {
          case FILE -> 0100000;
          case DIRECTORY -> 0040000;
          case SYMLINK -> 0120000;
          case CHARACTER_DEVICE -> 0020000;
          case BLOCK_DEVICE -> 0060000;
          case FIFO -> 0010000;
          case HARD_LINK, WHITEOUT, OPAQUE -> throw new AssertionError(entry);
        };
    var line = new StringBuilder();
    line.append("%o %d:%d".formatted(type | entry.mode(), entry.uid(), entry.gid()));
    line.append(" %d.%09d".formatted(entry.mtimeSeconds(), entry.mtimeNanos()));
    if (entry.kind() == EntryKind.FILE) {
      var crc = new CRC32();
      try (InputStream data = tree.open(node)) {
        crc.update(data.readAllBytes());
      }
      line.append(" %d bytes crc %x".formatted(entry.size(), crc.getValue()));
    } else if (entry.kind() == EntryKind.SYMLINK) {
      line.append(" -> ").append(HexFormat.of().formatHex(entry.linkTarget().bytes()));
    } else if (!entry.isDirectory()) {
      line.append(" device %d:%d".formatted(entry.deviceMajor(), entry.deviceMinor()));
    }
    entry
        .xattrs()
        .forEach((key, value) ->
            line.append(' ').append(key).append('=').append(HexFormat.of().formatHex(value)));
    return line.toString();
  }

  /// Random changes of a mounted tree.
  private static final class Changes {
    private final Path root;
    private final Random random;
    private int made;

    Changes(Path root, long seed) {
      this.root = root;
      this.random = new Random(seed);
    }

    void make() throws IOException {
      for (int i = 0; i < 60; i++) {
        List<String> paths = new ArrayList<>(RealTree.of(root, false).keySet());
        if (paths.isEmpty()) {
          return;
        }
        String picked = paths.get(random.nextInt(paths.size()));
        ImagePath path = ImagePath.ofBytes(picked.getBytes(StandardCharsets.ISO_8859_1));
        try (DirectoryHandle top = DirectoryHandle.open(root);
            DirectoryHandle parent = top.openBeneath(path.parent().relativeBytes())) {
          change(parent, path.name());
        }
      }
    }

    private void change(DirectoryHandle parent, byte[] name) throws IOException {
      boolean directory = parent.status(name).isDirectory();
      switch (random.nextInt(8)) {
        case 0 -> ExtractionDirectories.remove(parent, name);
        case 1 -> {
          ExtractionDirectories.remove(parent, name);
          parent.makeDirectory(name, 0711);
          file(parent, ("in" + made).getBytes(StandardCharsets.US_ASCII));
        }
        case 2 -> {
          ExtractionDirectories.remove(parent, name);
          file(parent, name);
        }
        case 3 -> parent.setOwner(name, 123, 456);
        case 4 -> parent.setTimes(name, 1_234_567_890, 123_456_789);
        case 5 -> file(parent, ("new" + made).getBytes(StandardCharsets.US_ASCII));
        case 6 -> {
          if (!directory) {
            byte[] moved = ("moved" + made++).getBytes(StandardCharsets.US_ASCII);
            parent.rename(name, parent, moved);
          }
        }
        default -> {
          if (!directory) {
            byte[] linked = ("linked" + made++).getBytes(StandardCharsets.US_ASCII);
            parent.hardLink(parent, name, linked);
          }
        }
      }
    }

    private void file(DirectoryHandle parent, byte[] name) throws IOException {
      made++;
      byte[] content = new byte[random.nextInt(3000)];
      random.nextBytes(content);
      try (OpenFile file = parent.createFile(name, 0640)) {
        file.write(content, 0, content.length);
      }
    }
  }
}
