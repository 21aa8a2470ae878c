package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Digest;
import dev.slipway.image.DigestingOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Names that are wrong, and registries whose answers are.
class RegistryBadInputTest {
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
  private static final String ZEROS = "sha256:" + "0".repeat(64);

  @TempDir private Path folder;
  private FixedRegistry registry;
  private Program slipway;

  @BeforeEach
  void prepare() throws Exception {
    registry = FixedRegistry.start();
    slipway = Program.in(folder);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  /// It is refused in words, with a remedy, and leaves nothing.
  private void requireRefused(String name, String... words) throws IOException {
    Outcome refused = slipway.run("pull", name);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.errors()).contains(words).contains("remedy: ").doesNotContain("\tat ");
    Path blobs = slipway.store().resolve("blobs/sha256");
    if (Files.exists(blobs)) {
      try (var files = Files.list(blobs)) {
        assertThat(files).isEmpty();
      }
    }
  }

  private String name(String tag) {
    return registry.address() + "/box:" + tag;
  }

  private static String indexOf(String... entries) {
    return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
        .formatted(INDEX, String.join(",", entries));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Upper/Case", "a//b", "a:b:c", "box@sha256:12", "box@md5:abc", "-box", "box:"})
  void aNameThatIsNoneIsToldBeforeAnybodyIsAsked(String name) throws Exception {
    Outcome refused = slipway.run("pull", registry.address() + "/" + name);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.errors()).contains("remedy: ").doesNotContain("\tat ");
    assertThat(registry.asked()).isEmpty();
  }

  @Test
  void aManifestThatIsNotWhatItsDigestSaysIsRefused() throws Exception {
    registry.manifest(ZEROS, MANIFEST, FixedRegistry.manifest("{}", List.of()));
    requireRefused(registry.address() + "/box@" + ZEROS, ZEROS, "something else");
  }

  @Test
  void aConfigThatIsNotWhatItsDigestSaysIsRefused() throws Exception {
    byte[] config = "{}".getBytes(StandardCharsets.UTF_8);
    registry.put("box/blobs/" + ZEROS, CONFIG, config, Map.of());
    String descriptor = FixedRegistry.descriptor(CONFIG, ZEROS, config.length);
    registry.manifest("1", MANIFEST, FixedRegistry.manifest(descriptor, List.of()));
    requireRefused(name("1"), ZEROS);
  }

  @Test
  void aLayerThatIsNotWhatItsDigestSaysIsRefused() throws Exception {
    byte[] bytes = "anything".getBytes(StandardCharsets.UTF_8);
    registry.put("box/blobs/" + ZEROS, LAYER, bytes, Map.of());
    registry.image(
        List.of(FixedRegistry.descriptor(LAYER, ZEROS, bytes.length)),
        List.of(Digest.parse(ZEROS)));
    requireRefused(name("1"), ZEROS);
  }

  @Test
  void aHugeManifestIsNotRead() throws Exception {
    registry.manifest("1", MANIFEST, " ".repeat((4 << 20) + 1));
    requireRefused(name("1"), "larger than 4194304 bytes");
  }

  @Test
  void aConfigThatIsSaidToBeHugeIsNotAskedFor() throws Exception {
    registry.manifest(
        "1",
        MANIFEST,
        FixedRegistry.manifest(FixedRegistry.descriptor(CONFIG, ZEROS, 1L << 40), List.of()));
    requireRefused(name("1"), "1099511627776 bytes");
    assertThat(registry.asked()).noneMatch(each -> each.contains("/blobs/"));
  }

  @ParameterizedTest
  @CsvSource({"[, ]", "{\"a\":, }"})
  void aDeepManifestDoesNotOverflow(String open, String close) throws Exception {
    String deep = open.repeat(500_000) + (open.equals("[") ? "" : "1") + close.repeat(500_000);
    registry.manifest(
        "1",
        MANIFEST,
        "{\"schemaVersion\":2,\"mediaType\":\"" + MANIFEST + "\",\"x\":" + deep + "}");
    requireRefused(name("1"), "nested deeper than 500");
  }

  @Test
  void indexesAreFollowedOnlySoDeep() throws Exception {
    String inner = FixedRegistry.manifest(FixedRegistry.descriptor(CONFIG, ZEROS, 2), List.of());
    String type = MANIFEST;
    for (int depth = 0; depth < 12; depth++) {
      Digest digest = Digest.sha256(inner.getBytes(StandardCharsets.UTF_8));
      registry.manifest(digest.toString(), type, inner);
      inner = indexOf(FixedRegistry.descriptor(type, digest.toString(), inner.length()));
      type = INDEX;
    }
    registry.manifest("1", INDEX, inner);
    requireRefused(name("1"), "nested too deeply");
  }

  @Test
  void anIndexThatClaimsToNameItselfIsRefused() throws Exception {
    String circle = indexOf(FixedRegistry.descriptor(INDEX, ZEROS, 200));
    registry.manifest("1", INDEX, circle);
    registry.manifest(ZEROS, INDEX, circle);
    requireRefused(name("1"), ZEROS);
  }

  @Test
  void aWebPageIsNoManifest() throws Exception {
    registry.manifest("1", "text/html", "<html><body>Sign in</body></html>");
    requireRefused(name("1"), "no manifest");
  }

  @Test
  void anArtifactIsNoImage() throws Exception {
    String config =
        registry.blob("application/vnd.example+json", "{}".getBytes(StandardCharsets.UTF_8));
    registry.manifest("1", MANIFEST, FixedRegistry.manifest(config, List.of()));
    requireRefused(name("1"), "is no image", "application/vnd.example+json");
  }

  @Test
  void aManifestOfTheFirstFormatIsRefusedByName() throws Exception {
    registry.manifest(
        "1",
        "application/vnd.docker.distribution.manifest.v1+prettyjws",
        "{\"schemaVersion\":1,\"name\":\"box\",\"tag\":\"1\",\"fsLayers\":[]}");
    requireRefused(name("1"), "before Docker 1.10");
  }

  @Test
  void asManyLayersAsNobodyHasAreRefused() throws Exception {
    String layer = FixedRegistry.descriptor(LAYER, ZEROS, 1);
    String config = registry.blob(CONFIG, "{}".getBytes(StandardCharsets.UTF_8));
    registry.manifest(
        "1", MANIFEST, FixedRegistry.manifest(config, Collections.nCopies(1000, layer)));
    requireRefused(name("1"), "1000 layers");
  }

  @Test
  void aLayerThatIsLongerThanItsManifestSaysIsCutOff() throws Exception {
    byte[] bytes = new byte[100_000];
    Digest digest = Digest.sha256(bytes);
    registry.put("box/blobs/" + digest, LAYER, bytes, Map.of());
    registry.image(
        List.of(FixedRegistry.descriptor(LAYER, digest.toString(), 10)), List.of(digest));
    requireRefused(name("1"), "longer than the 10 bytes");
  }

  @Test
  void aLayerThatUnpacksToMoreThanTheDiskHasIsGivenUp() throws Exception {
    Program.needRoot();
    Path disk = Files.createDirectory(folder.resolve("disk"));
    slipway
        .runOther("mount", "-t", "tmpfs", "-o", "size=64m", "slipway-test", disk.toString())
        .succeeded();
    try {
      bomb();
      Program small = Program.in(disk).at(folder);
      small.run("pull", "-q", name("1")).succeeded();
      Outcome refused = small.run("run", "--rm", "--network", "none", name("1"), "/zeros");
      assertThat(refused.exitCode()).isNotZero();
      assertThat(refused.errors())
          .contains(
              "unpacks to more than", "bytes that are free: no space left on device", "remedy: ")
          .doesNotContain("\tat ");
      assertThat(disk.toFile().getUsableSpace()).isGreaterThan(32 << 20);
    } finally {
      slipway.runOther("umount", "-l", disk.toString()).succeeded();
    }
  }

  /// An image of 300 kB whose only layer has 300 MB.
  private void bomb() throws IOException {
    var packed = new ByteArrayOutputStream();
    var digest = new DigestingOutputStream(new GZIPOutputStream(packed));
    try (var tar = new TarArchiveOutputStream(digest)) {
      var entry = new TarArchiveEntry("zeros");
      long size = 300L << 20;
      entry.setSize(size);
      tar.putArchiveEntry(entry);
      byte[] block = new byte[1 << 20];
      for (long done = 0; done < size; done += block.length) {
        tar.write(block);
      }
      tar.closeArchiveEntry();
    }
    registry.image(List.of(registry.blob(LAYER, packed.toByteArray())), List.of(digest.digest()));
  }
}
