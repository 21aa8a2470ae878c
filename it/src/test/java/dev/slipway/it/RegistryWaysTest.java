package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What pulls and pushes do by the way: what they leave alone, what they keep and whom they tell.
class RegistryWaysTest {
  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
  private static final String FOREIGN = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";

  @TempDir private Path folder;
  private RealRegistry registry;
  private Program slipway;

  @BeforeEach
  void prepare() throws Exception {
    registry = RealRegistry.plain(folder.resolve("registry"));
    slipway = Program.in(folder).with("DOCKER_CONFIG", folder.resolve("docker").toString());
    Files.writeString(folder.resolve("file"), "content\n");
    Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\nCOPY file /\nCMD [\"/file\"]\n");
    Files.writeString(folder.resolve(".dockerignore"), "*\n!file\n");
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private String pushed(String path) {
    String name = registry.address() + "/" + path;
    slipway.run("build", "-q", "-t", name, ".").succeeded();
    slipway.run("push", "-q", name).succeeded();
    return name;
  }

  private Program elsewhere() throws Exception {
    return Program.in(Files.createDirectory(folder.resolve("elsewhere")))
        .with("DOCKER_CONFIG", folder.resolve("docker").toString());
  }

  private static List<String> names(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static byte[] tar(String name) throws IOException {
    var content = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(content)) {
      tar.putArchiveEntry(new TarArchiveEntry(name + "/"));
      tar.closeArchiveEntry();
    }
    return content.toByteArray();
  }

  @Test
  void aPullUnpacksNothing() throws Exception {
    String name = pushed("echo:1");
    Program other = elsewhere();
    other.run("pull", "-q", name).succeeded();
    List<String> layers = names(other.store().resolve("layers"));
    assertThat(layers).hasSize(1);
    assertThat(names(other.store().resolve("layers").resolve(layers.getFirst())))
        .containsExactlyInAnyOrder("blob", "remote");
  }

  @Test
  void aLayerThatTheRegistryHasIsNotEvenRead() throws Exception {
    String name = pushed("echo:1");
    try (var blobs = Files.walk(slipway.store())) {
      for (Path file : (Iterable<Path>) blobs::iterator) {
        if (Files.isRegularFile(file) && Files.size(file) >= 1024 && isTar(file)) {
          Files.delete(file);
        }
      }
    }
    assertThat(slipway.run("push", name).succeeded().output()).contains("Layer already exists");
  }

  private static boolean isTar(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return bytes.length % 512 == 0
        && new String(bytes, 257, 5, StandardCharsets.US_ASCII).equals("ustar");
  }

  @Test
  void aDiffIdIsComparedWhenALayerIsFirstUnpacked() throws Exception {
    var raw = new RawPush(registry.address(), "wrong");
    byte[] tar = tar("one");
    Digest blob = raw.blob(tar);
    Digest other = Digest.sha256(tar("two"));
    String layer = FixedRegistry.descriptor(LAYER, blob.toString(), tar.length);
    String _ = raw.image("1", "amd64", List.of(layer), List.of(other));
    slipway.run("pull", "-q", raw.name("1")).succeeded();
    Files.writeString(folder.resolve("Dockerfile"), "FROM " + raw.name("1") + "\n");
    Outcome refused = slipway.run("build", "-o", "files", ".");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.errors())
        .contains("the layer " + other, "unpacks to", "remedy: ")
        .doesNotContain("\tat ");
    assertThat(folder.resolve("files/one")).doesNotExist();
  }

  @Test
  void aForeignLayerIsFetchedFromItsOwnPlaceAndNotPushed() throws Exception {
    String allow = "validation: {manifests: {urls: {allow: [\"^http://127\"]}}}";
    try (FixedRegistry source = FixedRegistry.start();
        RealRegistry target = RealRegistry.start(folder.resolve("target"), allow, "")) {
      byte[] tar = tar("one");
      Digest digest = Digest.sha256(tar);
      source.put("far/layer", "application/octet-stream", tar, Map.of());
      String url = "http://" + source.address() + "/v2/far/layer";
      String descriptor = FixedRegistry.descriptor(FOREIGN, digest.toString(), tar.length);
      String foreign =
          descriptor.substring(0, descriptor.length() - 1) + ",\"urls\":[\"" + url + "\"]}";
      source.image(List.of(foreign), List.of(digest));
      slipway.run("pull", "-q", source.address() + "/box:1").succeeded();
      String name = target.address() + "/box:1";
      slipway.run("tag", source.address() + "/box:1", name).succeeded();
      assertThat(slipway.run("push", name).succeeded().output()).contains("Skipped foreign layer");
      assertThat(slipway.run("manifest", "inspect", name).output()).contains(url);
      assertThat(
              target
                  .data()
                  .resolve("docker/registry/v2/blobs/sha256/" + digest.hex().substring(0, 2))
                  .resolve(digest.hex()))
          .doesNotExist();
    }
  }

  @Test
  void anImageIsPushedByItsDigestAndNoOther() throws Exception {
    String name = pushed("echo:1");
    Program other = elsewhere();
    other.run("pull", "-q", name).succeeded();
    String digest =
        other.run("inspect", "-f", "{{index .RepoDigests 0}}", name).text().replaceFirst(".*@", "");
    String there = registry.address() + "/other@" + digest;
    other.run("tag", name, registry.address() + "/other:1").succeeded();
    other.run("push", "-q", registry.address() + "/other:1").succeeded();
    assertThat(other.run("push", "-q", there).succeeded().text()).isEqualTo(there);
    Outcome unknown = other.run("push", registry.address() + "/other@sha256:" + "0".repeat(64));
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.errors()).contains("remedy: ").doesNotContain("\tat ");
  }

  @Test
  void everyTagIsPulledForAPlatformInOneWord() throws Exception {
    slipway
        .run("build", "-q", "--platform", "linux/amd64,linux/arm64", "-t", "both:1", ".")
        .succeeded();
    for (String tag : List.of("1", "2")) {
      slipway.run("tag", "both:1", registry.address() + "/both:" + tag).succeeded();
    }
    slipway.run("push", "-q", "-a", registry.address() + "/both").succeeded();
    Program other = elsewhere();
    Outcome pulled =
        other.run("pull", "-a", "-q", "--platform", "linux/arm64", registry.address() + "/both");
    assertThat(pulled.succeeded().text()).isEqualTo(registry.address() + "/both");
    for (String tag : List.of("1", "2")) {
      String name = registry.address() + "/both:" + tag;
      assertThat(other.run("inspect", "-f", "{{.Architecture}}", name).text()).isEqualTo("arm64");
    }
    Outcome tagged = other.run("pull", "-a", registry.address() + "/both:1");
    assertThat(tagged.errors()).contains("tag can't be used with --all-tags/-a");
  }
}
