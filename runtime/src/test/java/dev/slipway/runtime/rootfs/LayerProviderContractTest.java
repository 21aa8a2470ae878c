package dev.slipway.runtime.rootfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.image.Digest;
import dev.slipway.image.ImageException;
import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerTarWriter;
import dev.slipway.image.layer.LinkTarget;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.LayerWriter;
import dev.slipway.linux.Mounts;
import dev.slipway.linux.Namespaces;
import dev.slipway.linux.UserIds;
import dev.slipway.runtime.rootfs.OverlayRoot.Durability;
import dev.slipway.tasks.DedicatedThread;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What every way to make layers available must do, on real layers and real mounts.
class LayerProviderContractTest {
  private static final List<String> ATTRIBUTES =
      List.of("mode", "uid", "gid", "lastModifiedTime", "nlink");

  @TempDir Path temp;
  private ImageStore store;

  @BeforeEach
  void openStore() throws IOException {
    assumeTrue(UserIds.isRoot(), "mounting needs root");
    store = ImageStore.open(temp.resolve("store"));
  }

  @AfterEach
  void closeStore() throws IOException {
    if (store != null) {
      store.close();
    }
  }

  private LayerProvider provider(RootfsKind kind) throws IOException {
    assumeTrue(
        kind != RootfsKind.EROFS || LayerProviders.mounts(store), "this machine mounts no files");
    return LayerProviders.of(store, kind);
  }

  private static LayerEntry file(String path, String content) {
    return LayerEntry.file(ImagePath.of(path), 0644, content.length());
  }

  private Digest layer(LayerEntry... entries) throws IOException {
    try (LayerWriter layer = store.layers().create()) {
      var tar = new LayerTarWriter(layer);
      for (LayerEntry entry : entries) {
        byte[] data = "x".repeat((int) entry.size()).getBytes(StandardCharsets.UTF_8);
        tar.add(entry, entry.kind() == EntryKind.FILE ? new ByteArrayInputStream(data) : null);
      }
      var index = tar.finish();
      return layer.commit(index);
    }
  }

  private List<Digest> stack() throws IOException {
    Digest base =
        layer(
            LayerEntry.directory(ImagePath.of("/etc"), 0755),
            file("/etc/gone", "abc"),
            file("/etc/kept", "abcde").withTime(1_000_000_000, 5),
            LayerEntry.directory(ImagePath.of("/opt"), 0700),
            file("/opt/hidden", "a"),
            file("/su", "#!").withMode(04755).withOwner(0, 42),
            LayerEntry.hardLink(ImagePath.of("/su2"), ImagePath.of("/su")),
            LayerEntry.symlink(ImagePath.of("/bin"), LinkTarget.of("usr/bin")),
            LayerEntry.directory(ImagePath.of("/data"), 01777)
                .withXattrs(Map.of("user.note", new byte[] {1, 2})));
    Digest changes =
        layer(
            LayerEntry.directory(ImagePath.of("/etc"), 0750),
            LayerEntry.whiteout(ImagePath.of("/etc/gone")),
            LayerEntry.directory(ImagePath.of("/opt"), 0711),
            LayerEntry.opaque(ImagePath.of("/opt")),
            file("/opt/shown", "abcdefgh"));
    return List.of(base, layer(), changes, layer());
  }

  @ParameterizedTest
  @EnumSource
  void layersMakeTheSameRoot(RootfsKind kind) throws Exception {
    SortedMap<String, String> root = root(provider(kind), stack(), _ -> {});

    assertThat(root.keySet())
        .containsExactly("bin", "data", "etc", "etc/kept", "opt", "opt/shown", "su", "su2");
    assertThat(root).isEqualTo(root(provider(RootfsKind.DIRECTORY), stack(), _ -> {}));
  }

  @ParameterizedTest
  @EnumSource
  void changesGoToTheUpperDirectoryAlone(RootfsKind kind) throws Exception {
    LayerProvider provider = provider(kind);
    SortedMap<String, String> before = root(provider, stack(), _ -> {});

    SortedMap<String, String> changed =
        root(
            provider,
            stack(),
            root -> {
              Files.writeString(root.resolve("etc/kept"), "changed");
              Files.delete(root.resolve("su"));
              Files.delete(root.resolve("opt/shown"));
              Files.delete(root.resolve("opt"));
            });

    assertThat(changed.keySet()).containsExactly("bin", "data", "etc", "etc/kept", "su2");
    assertThat(root(provider, stack(), _ -> {})).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void aLayerThatIsNotThereIsNamed(RootfsKind kind) throws Exception {
    LayerProvider provider = provider(kind);
    Digest unknown = Digest.parse("sha256:" + "0".repeat(64));

    assertThatThrownBy(() -> provider.provide(unknown))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("000000");
  }

  @Test
  void damagedMetadataIsMadeAnewBeforeItIsMounted() throws Exception {
    LayerProvider provider = provider(RootfsKind.EROFS);
    Digest layer = layer(file("/kept", "abc"));
    LayerRoot.Tar made = (LayerRoot.Tar) provider.provide(layer);
    byte[] metadata = Files.readAllBytes(made.metadata());
    metadata[1300] ^= 0x40;
    Files.write(made.metadata(), metadata);

    assertThat(root(provider, List.of(layer), _ -> {}).keySet()).containsExactly("kept");
    metadata[1300] ^= 0x40;
    assertThat(made.metadata()).hasBinaryContent(metadata);
  }

  @Test
  void aRemovedLayerStaysWholeWhereItIsMounted() throws Exception {
    LayerProvider provider = provider(RootfsKind.EROFS);
    Digest layer = layer(file("/kept", "abc"));
    LayerRoot.Tar made = (LayerRoot.Tar) provider.provide(layer);

    SortedMap<String, String> root =
        root(
            provider,
            List.of(layer),
            _ -> {
              Files.delete(made.tar());
              Files.delete(made.metadata());
            });

    assertThat(root.get("kept")).endsWith(" xxx");
  }

  private interface Change {
    void make(Path root) throws IOException;
  }

  /// What stands in the root of these layers after a change, by path.
  private SortedMap<String, String> root(
      LayerProvider provider, List<Digest> bottomFirst, Change change) throws Exception {
    List<LayerRoot> layers = new ArrayList<>();
    for (Digest diffId : bottomFirst) {
      layers.add(provider.provide(diffId));
    }
    Path place = Files.createTempDirectory(temp, "root");
    Path target = Files.createDirectory(place.resolve("rootfs"));
    var stack =
        new RootStack(
            layers,
            Files.createDirectory(place.resolve("upper")),
            Files.createDirectory(place.resolve("work")));
    return DedicatedThread.call(
        "contract",
        () -> {
          Namespaces.unshareMounts();
          Mounts.makeSlaveRecursive();
          OverlayRoot.mount(stack, target, Durability.NORMAL);
          change.make(target);
          SortedMap<String, String> lines = lines(target);
          Mounts.detach(target);
          return lines;
        });
  }

  private static SortedMap<String, String> lines(Path root) throws IOException {
    var lines = new TreeMap<String, String>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.skip(1).toList()) {
        lines.put(root.relativize(path).toString(), line(path));
      }
    }
    return lines;
  }

  private static String line(Path path) throws IOException {
    Map<String, Object> all = Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS);
    var line = new StringBuilder();
    for (String attribute : ATTRIBUTES) {
      // How many links a directory has is the file system's own business.
      boolean counted = attribute.equals("nlink") && Files.isDirectory(path);
      line.append(counted ? "" : all.get(attribute)).append(' ');
    }
    if (Files.isSymbolicLink(path)) {
      return line.append(Files.readSymbolicLink(path)).toString();
    }
    return Files.isRegularFile(path)
        ? line.append(Files.readString(path)).toString()
        : line.toString();
  }
}
