package dev.slipway.image.layer;

import dev.slipway.image.Digest;
import dev.slipway.image.ImageException;
import dev.slipway.image.erofs.ErofsMetadata;
import dev.slipway.image.erofs.NotMountableException;
import dev.slipway.linux.FileTreeRemoval;
import dev.slipway.linux.Mounts;
import dev.slipway.linux.Namespaces;
import dev.slipway.linux.UserIds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;

/// Layers from elsewhere: whatever a tar says, it is refused or indexed, its metadata is written,
/// and the kernel shows of it what it extracts to.
public final class LayerFuzzer {
  private static final Digest DIFF_ID = Digest.parse("sha256:" + "0123456789abcdef".repeat(4));
  private static final Path PLACE = place();
  private static final boolean MOUNTS = mounts();
  private static boolean entered;

  private LayerFuzzer() {}

  private static Path place() {
    try {
      Path place = Files.createTempDirectory("slipway-layer-fuzz");
      place.toFile().deleteOnExit();
      for (String name : new String[] {"tar", "metadata", "mounted"}) {
        place.resolve(name).toFile().deleteOnExit();
      }
      return place;
    } catch (IOException full) {
      throw new ExceptionInInitializerError(full);
    }
  }

  private static boolean mounts() {
    try {
      byte[] empty = new byte[1024];
      byte[] metadata = ErofsMetadata.of(LayerIndex.EMPTY, DIFF_ID, empty.length);
      Path file = Files.write(PLACE.resolve("metadata"), metadata);
      return UserIds.isRoot() && Mounts.takesErofs(file, Files.write(PLACE.resolve("tar"), empty));
    } catch (IOException | NotMountableException failed) {
      throw new ExceptionInInitializerError(failed);
    }
  }

  /// Jazzer asks from one thread, which gets mounts of its own.
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    if (MOUNTS && !entered) {
      enter();
      entered = true;
    }
    check(FuzzedTar.of(data));
    check(data);
  }

  static void enter() throws IOException {
    Namespaces.unshareMounts();
    Mounts.makeSlaveRecursive();
  }

  static void check(byte[] tar) throws IOException {
    LayerIndex index;
    byte[] metadata;
    try {
      index = LayerIndex.scan(new ByteArrayInputStream(tar), ArchiveOrigin.FOREIGN_LAYER);
      metadata = ErofsMetadata.of(index, DIFF_ID, tar.length);
    } catch (ImageException | NotMountableException refused) {
      return;
    }
    if (!MOUNTS) {
      return;
    }
    SortedMap<String, String> mounted = mounted(tar, metadata);
    SortedMap<String, String> extracted;
    try {
      extracted = extracted(tar);
    } catch (ImageException refused) {
      return; // What the file system of the extracted one has no room for.
    }
    if (!extracted.equals(mounted)) {
      throw new AssertionError("extracted:\n" + extracted + "\nmounted:\n" + mounted);
    }
  }

  /// The time of a whiteout is nobody's to see.
  private static SortedMap<String, String> tree(Path root) throws IOException {
    SortedMap<String, String> tree = RealTree.of(root);
    tree.replaceAll((_, line) ->
        line.startsWith("20000 ") ? line.replaceFirst(" \\d+\\.\\d+ device 0:0", "") : line);
    return tree;
  }

  private static SortedMap<String, String> extracted(byte[] tar) throws IOException {
    Path directory = Files.createDirectory(PLACE.resolve("extracted"));
    try {
      LayerExtractor.extract(new ByteArrayInputStream(tar), directory, ArchiveOrigin.FOREIGN_LAYER);
      return tree(directory);
    } finally {
      FileTreeRemoval.remove(directory);
    }
  }

  private static SortedMap<String, String> mounted(byte[] tar, byte[] metadata) throws IOException {
    Path data = Files.write(PLACE.resolve("tar"), tar);
    Path file = Files.write(PLACE.resolve("metadata"), metadata);
    Path target = Files.createDirectories(PLACE.resolve("mounted"));
    Mounts.erofs(file, data, target);
    try {
      return tree(target);
    } finally {
      Mounts.detach(target);
    }
  }
}
