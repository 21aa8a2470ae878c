package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Digest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Indexes that name indexes: OCI allows it, and says nothing of an end.
class NestedIndexTest {
  private static final String PLAIN = "application/vnd.oci.image.layer.v1.tar";

  @TempDir private Path folder;
  private RealRegistry registry;
  private RawPush raw;
  private Program slipway;

  @BeforeEach
  void prepare() throws Exception {
    registry = RealRegistry.plain(folder.resolve("registry"));
    raw = new RawPush(registry.address(), "nested");
    slipway = Program.in(folder);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private String image(String architecture) throws Exception {
    var content = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(content)) {
      byte[] text = (architecture + "\n").getBytes(StandardCharsets.UTF_8);
      var entry = new TarArchiveEntry("machine");
      entry.setSize(text.length);
      tar.putArchiveEntry(entry);
      tar.write(text);
      tar.closeArchiveEntry();
    }
    Digest layer = raw.blob(content.toByteArray());
    String descriptor = FixedRegistry.descriptor(PLAIN, layer.toString(), content.size());
    String image = raw.image("", architecture, List.of(descriptor), List.of(layer));
    return RawPush.forPlatform(image, architecture);
  }

  private String two() throws Exception {
    String inner = raw.index("", List.of(image("arm64"), image("amd64")));
    raw.index("1", List.of(inner));
    return raw.name("1");
  }

  private String machine(String name) throws Exception {
    Files.writeString(folder.resolve("Dockerfile"), "FROM " + name + "\n");
    slipway.run("build", "-q", "-o", "files", ".").succeeded();
    return Files.readString(folder.resolve("files/machine")).strip();
  }

  @Test
  void theImageForAPlatformIsFoundInTheIndexWithin() throws Exception {
    String name = two();
    slipway.run("pull", "-q", name).succeeded();
    assertThat(machine(name)).isEqualTo("amd64");
    slipway.run("pull", "-q", "--platform", "linux/arm64", name).succeeded();
    assertThat(slipway.run("image", "inspect", "-f", "{{.Architecture}}", name).text())
        .isEqualTo("arm64");
    Outcome foreign = slipway.run("pull", "--platform", "linux/s390x", name);
    assertThat(foreign.exitCode()).isEqualTo(1);
    assertThat(foreign.errors()).contains("no matching manifest for linux/s390x", "remedy: ");
  }

  @Test
  void aCopyTakesAllOfItOrOneImage() throws Exception {
    String name = two();
    String copy = registry.address() + "/copy:1";
    String digest = slipway.run("image", "copy", "-q", name, "oci:layout:x").succeeded().text();
    assertThat(slipway.run("image", "copy", "-q", "oci:layout:x", copy).succeeded().text())
        .isEqualTo(digest);
    Program other = Program.in(Files.createDirectory(folder.resolve("elsewhere")));
    other.run("pull", "-q", "--platform", "linux/arm64", copy).succeeded();
    String one = registry.address() + "/one:1";
    slipway.run("image", "copy", "-q", "--platform", "linux/arm64", name, one).succeeded();
    assertThat(slipway.run("manifest", "inspect", one).succeeded().output())
        .contains("\"mediaType\": \"application/vnd.oci.image.manifest.v1+json\"")
        .doesNotContain("manifests");
  }

  @Test
  void whatIsPulledOfItIsPushedAsOneImage() throws Exception {
    String name = two();
    slipway.run("pull", "-q", name).succeeded();
    String again = registry.address() + "/again:1";
    slipway.run("tag", name, again).succeeded();
    slipway.run("push", "-q", again).succeeded();
    assertThat(slipway.run("manifest", "inspect", again).output()).doesNotContain("manifests");
  }

  @Test
  void anEndlessNestIsNeitherPulledNorCopied() throws Exception {
    String inner = image("amd64");
    for (int depth = 0; depth < 6; depth++) {
      inner = raw.index("deep", List.of(inner));
    }
    String name = raw.name("deep");
    for (String[] words :
        List.of(
            new String[] {"pull", name},
            new String[] {"image", "copy", name, "oci:layout:x"},
            new String[] {"image", "copy", "--platform", "linux/amd64", name, "oci:layout:x"})) {
      Outcome refused = slipway.run(words);
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.errors())
          .contains("invalid index of ", name, "nested too deeply", "remedy: ")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void anIndexThatClaimsToNameItselfIsNotCopied() throws Exception {
    try (FixedRegistry lying = FixedRegistry.start()) {
      String zeros = "sha256:" + "0".repeat(64);
      String circle =
          "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
              .formatted(RawPush.INDEX, FixedRegistry.descriptor(RawPush.INDEX, zeros, 200));
      lying.manifest("1", RawPush.INDEX, circle);
      lying.manifest(zeros, RawPush.INDEX, circle);
      Outcome refused =
          slipway.run("image", "copy", lying.address() + "/box:1", registry.address() + "/x:1");
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.errors()).contains(zeros, "remedy: ").doesNotContain("\tat ");
    }
  }
}
