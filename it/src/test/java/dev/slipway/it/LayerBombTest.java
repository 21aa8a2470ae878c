package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Digest;
import dev.slipway.image.DigestingOutputStream;
import dev.slipway.image.layer.Compression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Layers that a few kilobytes make grow to whatever a disk has: they are pulled, as their bytes do
/// no harm, and given up when they are unpacked.
class LayerBombTest {
  private static final long SIZE = 40L << 20;
  private static final int LIMIT = 10 << 20;

  @TempDir private Path folder;
  private RealRegistry registry;
  private RawPush raw;
  private Program slipway;

  @BeforeEach
  void prepare() throws Exception {
    registry = RealRegistry.plain(folder.resolve("registry"));
    raw = new RawPush(registry.address(), "bomb");
    slipway = Program.in(folder);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  /// @param packed the bytes of its blob
  private record Bomb(String name, Digest diffId, long packed) {}

  private static void bomb(OutputStream sink) throws IOException {
    try (var tar = new TarArchiveOutputStream(sink)) {
      var entry = new TarArchiveEntry("zeros");
      entry.setSize(SIZE);
      tar.putArchiveEntry(entry);
      byte[] block = new byte[1 << 20];
      for (long done = 0; done < SIZE; done += block.length) {
        tar.write(block);
      }
      tar.closeArchiveEntry();
    }
  }

  private Bomb push(Compression compression) throws Exception {
    var content = new ByteArrayOutputStream();
    var digesting =
        new DigestingOutputStream(
            compression == Compression.GZIP
                ? Compression.gzip(content, 9)
                : compression.compress(content));
    bomb(digesting);
    Digest diffId = digesting.digest();
    String type =
        "application/vnd.oci.image.layer.v1.tar+" + compression.name().toLowerCase(Locale.ROOT);
    Digest blob = raw.blob(content.toByteArray());
    String layer = FixedRegistry.descriptor(type, blob.toString(), content.size());
    String _ = raw.image("1", "amd64", List.of(layer), List.of(diffId));
    return new Bomb(raw.name("1"), diffId, content.size());
  }

  private static void requireRefused(Bomb bomb, Outcome refused) {
    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.errors())
        .contains(
            "the layer " + bomb.diffId(),
            "has "
                + bomb.packed()
                + " bytes and unpacks to more than "
                + LIMIT
                + ", over 200 times",
            "remedy: leave the image alone",
            "SLIPWAY_LAYER_LIMIT=")
        .doesNotContain("\tat ");
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  void aBombIsPulledAndGivenUpWhenItIsUnpacked(Compression compression) throws Exception {
    Program.needRoot();
    Bomb bomb = push(compression);
    String name = bomb.name();
    slipway.run("pull", "-q", name).succeeded();
    Program careful = slipway.with("SLIPWAY_LAYER_LIMIT", "10m");
    String[] run = {"run", "--rm", "--network", "none", name, "/zeros"};

    requireRefused(bomb, careful.run(run));
    requireRefused(bomb, careful.with("SLIPWAY_ROOTFS", "directory").run(run));
    Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\nCOPY --from=" + name + " / /\n");
    requireRefused(bomb, careful.run("build", "."));
    assertThat(size(slipway.store())).isLessThan(LIMIT);

    // What is below the limit may be anything.
    assertThat(slipway.run(run).errors()).contains("/zeros").doesNotContain("unpacks");
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  void aBombInAnArchiveIsNotLoaded(Compression compression) throws Exception {
    Bomb bomb = push(compression);
    slipway.run("image", "copy", "-q", bomb.name(), "oci-archive:bomb.tar").succeeded();
    Outcome refused = slipway.with("SLIPWAY_LAYER_LIMIT", "10m").run("load", "-i", "bomb.tar");
    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.errors())
        .contains(
            "invalid layer sha256:", bomb.packed() + " bytes and unpacks to more than " + LIMIT)
        .contains("remedy: leave the image alone")
        .doesNotContain("\tat ");
    slipway.run("load", "-i", "bomb.tar").succeeded();
  }

  private static long size(Path tree) throws IOException {
    long size = 0;
    try (var files = Files.walk(tree)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        size += Files.isRegularFile(file) ? Files.size(file) : 0;
      }
    }
    return size;
  }
}
