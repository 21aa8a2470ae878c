package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.store.ImageStore;
import dev.slipway.it.FaultProxy.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What has to hold with every registry, whatever it is made of.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RegistryContract {
  /// Two chunks of an upload that has to go in chunks.
  private static final int LARGE = 9 << 20;

  private Path folder;
  private LoopbackRegistry registry;
  private Program slipway;
  private int others;

  abstract LoopbackRegistry start(Path folder) throws Exception;

  @BeforeAll
  void prepare(@TempDir Path own) throws Exception {
    folder = own;
    registry = start(Files.createDirectory(folder.resolve("registry")));
    Path context = Files.createDirectory(folder.resolve("context"));
    slipway = Program.in(folder).at(context);
    byte[] bytes = new byte[LARGE];
    new Random(1).nextBytes(bytes);
    Files.write(context.resolve("large"), bytes);
    Files.writeString(context.resolve("small"), "small\n");
    Files.writeString(
        context.resolve("Dockerfile"), "FROM scratch\nCOPY large /\nCOPY small /\nCMD [\"/x\"]\n");
    slipway.run("build", "-q", "-t", "image:1", ".").succeeded();
  }

  @AfterAll
  void stop() throws Exception {
    if (registry != null) {
      registry.close();
    }
  }

  private String name(String path) {
    return registry.address() + "/" + path;
  }

  private String tagged(String path) {
    slipway.run("tag", "image:1", name(path)).succeeded();
    return name(path);
  }

  private String pushed(String path) {
    slipway.run("push", "-q", tagged(path)).succeeded();
    return name(path);
  }

  private Program elsewhere() throws Exception {
    return Program.in(Files.createDirectory(folder.resolve("elsewhere-" + others++)));
  }

  /// Pulls and unpacks it, which compares every layer with what was built.
  private void requireWhole(String name) throws Exception {
    requireWhole(name, "image:1");
  }

  private void requireWhole(String name, String built) throws Exception {
    Program other = elsewhere();
    other.run("pull", "-q", name).succeeded();
    try (ImageStore wanted = ImageStore.open(slipway.store());
        ImageStore found = ImageStore.open(other.store())) {
      Image image = found.images().require(name);
      assertThat(image.id()).isEqualTo(wanted.images().require(built).id());
      for (Digest diffId : image.config().diffIds()) {
        assertThat(found.layers().index(diffId)).isNotNull();
      }
    }
  }

  @Test
  void whatIsPushedComesBack() throws Exception {
    requireWhole(pushed("whole:1"));
  }

  @Test
  void nothingIsSentTwice() {
    String name = pushed("twice:1");
    assertThat(slipway.run("push", name).succeeded().output())
        .containsPattern("[0-9a-f]{12}: Layer already exists\n")
        .doesNotContain("Pushed", "Mounted");
  }

  @Test
  void aLayerOfAnotherRepositoryIsNotSentAgain() throws Exception {
    pushed("first/mount:1");
    Outcome second = slipway.run("push", tagged("second/mount:1")).succeeded();
    assertThat(second.output())
        .containsPattern("Mounted from first/mount|Layer already exists")
        .doesNotContain("Pushed");
    requireWhole(name("second/mount:1"));
  }

  @Test
  void everyTagIsListedPushedAndPulled() throws Exception {
    List<String> tags = List.of("1", "2", "3-beta");
    tags.forEach(tag -> tagged("tags:" + tag));
    slipway.run("push", "-q", "-a", name("tags")).succeeded();
    assertThat(slipway.run("image", "tags", name("tags")).succeeded().output().lines())
        .containsExactlyInAnyOrderElementsOf(tags);
    Program other = elsewhere();
    other.run("pull", "-q", "-a", name("tags")).succeeded();
    assertThat(other.run("images", "--format", "{{.Tag}}", name("tags")).output().lines())
        .containsExactlyInAnyOrderElementsOf(tags);
  }

  @Test
  void anImageIsPulledByItsDigest() throws Exception {
    String pushed = slipway.run("push", tagged("digest:1")).succeeded().text();
    String digest = pushed.replaceFirst("(?s).*digest: (sha256:[0-9a-f]{64}).*", "$1");
    String byDigest = name("digest@" + digest);
    assertThat(elsewhere().run("pull", "-q", byDigest).succeeded().text()).isEqualTo(byDigest);
  }

  @Test
  void anUnknownTagIsToldWithNearOnes() throws Exception {
    pushed("near:1.19");
    Outcome missing = elsewhere().run("pull", name("near:1.18"));
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.errors())
        .contains("manifest for " + name("near:1.18") + " not found", "did you mean 1.19?");
  }

  @Test
  void anUnknownRepositoryIsToldByItsName() throws Exception {
    Outcome missing = elsewhere().run("pull", name("nobody/nothing:1"));
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.errors()).contains(name("nobody/nothing:1"), "remedy: ");
  }

  @Test
  void anIndexGoesAndComesWithItsPlatforms() throws Exception {
    slipway
        .run(
            "build",
            "-q",
            "--push",
            "--platform=linux/amd64,linux/arm64",
            "-t",
            name("both:1"),
            ".")
        .succeeded();
    assertThat(slipway.run("buildx", "imagetools", "inspect", name("both:1")).succeeded().output())
        .containsPattern("Platform: +linux/amd64")
        .containsPattern("Platform: +linux/arm64");
    Program other = elsewhere();
    other.run("pull", "-q", "--platform", "linux/arm64", name("both:1")).succeeded();
    assertThat(other.run("inspect", "-f", "{{.Architecture}}", name("both:1")).text())
        .isEqualTo("arm64");
    String digest = slipway.run("image", "copy", "-q", name("both:1"), name("copy:1")).text();
    assertThat(digest)
        .isEqualTo(slipway.run("image", "copy", "-q", name("copy:1"), "oci:both:1").text())
        .startsWith("sha256:");
  }

  @Test
  void zstdLayersGoAndCome() throws Exception {
    slipway
        .run(
            "build",
            "-q",
            "-o",
            "type=image,push=true,compression=zstd,force-compression=true,name=" + name("zstd:1"),
            ".")
        .succeeded();
    assertThat(slipway.run("manifest", "inspect", name("zstd:1")).succeeded().output())
        .contains("application/vnd.oci.image.layer.v1.tar+zstd");
    requireWhole(name("zstd:1"));
  }

  @Test
  void whatIsSaidOfAnImageIsFoundAgain() throws Exception {
    slipway.run("build", "-q", "--push", "--sbom=true", "-t", name("said:1"), ".").succeeded();
    slipway
        .run("build", "-q", "--push", "--provenance=true", "-t", name("said:1"), ".")
        .succeeded();
    // What kind they are of not every registry says.
    assertThat(slipway.run("image", "referrers", "--remote", name("said:1")).output().lines())
        .hasSize(1 + 2);
  }

  @Test
  void aBrokenDownloadGoesOnWhereItWas() throws Exception {
    pushed("broken:1");
    Program other = elsewhere();
    try (FaultProxy proxy =
        FaultProxy.onceAt(
            registry.address(), Fault.CUT_IN_BODY, "GET /v2/broken/blobs/" + large())) {
      other.run("pull", "-q", proxy.address() + "/broken:1").succeeded();
      assertThat(proxy.heads().stream().filter(head -> head.contains("/blobs/" + large())))
          .hasSize(2)
          .last()
          .asString()
          .containsPattern("(?i)\r\nRange: bytes=[1-9][0-9]*-[0-9]+\r\n");
    }
    assertThat(other.run("images", "-q", "--no-trunc").text())
        .isEqualTo(slipway.run("images", "-q", "--no-trunc", "image:1").text());
  }

  /// The digest of the image's large layer, in a registry.
  private String large() {
    String manifest = slipway.run("manifest", "inspect", name("broken:1")).succeeded().output();
    int layers = manifest.indexOf("\"layers\"");
    int digest = manifest.indexOf("sha256:", layers);
    return manifest.substring(digest, digest + "sha256:".length() + 64);
  }

  @Test
  void whatIsTooLargeForOneRequestGoesInChunks() throws Exception {
    try (FaultProxy proxy = FaultProxy.onceAt(registry.address(), Fault.STATUS_413, "PATCH ")) {
      String name = proxy.address() + "/chunks/other:1";
      build(name);
      slipway.run("push", "-q", name).succeeded();
      assertThat(proxy.seen().stream().filter(each -> each.startsWith("PATCH"))).hasSize(3);
      requireWhole(name("chunks/other:1"), name);
    }
  }

  @Test
  void aBrokenUploadIsMadeWhole() throws Exception {
    try (FaultProxy proxy =
        FaultProxy.onceAt(registry.address(), Fault.CUT_IN_REQUEST_BODY, "PATCH ")) {
      String name = proxy.address() + "/broken-up/other:1";
      build(name);
      slipway.run("push", "-q", name).succeeded();
      requireWhole(name("broken-up/other:1"), name);
      List<String> heads = proxy.heads();
      int broken = 0;
      while (!heads.get(broken).startsWith("PATCH ")) {
        broken++;
      }
      requireResumed(heads.subList(broken + 1, heads.size()));
    }
  }

  /// What a registry that knows of broken uploads must have been asked after one.
  void requireResumed(List<String> heads) {
    assertThat(heads).isNotEmpty();
  }

  /// An image of one large layer that nobody has had before.
  private void build(String name) throws Exception {
    Path context = Files.createDirectory(folder.resolve("context-" + others));
    byte[] bytes = new byte[LARGE];
    new Random(++others).nextBytes(bytes);
    Files.write(context.resolve("large"), bytes);
    Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY large /\n");
    slipway.at(context).run("build", "-q", "-t", name, ".").succeeded();
  }
}
