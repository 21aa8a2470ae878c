package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Builds on a base that is in a registry and not in the store: no more of it comes than is needed.
class RemoteBaseTest {
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  @TempDir private Path folder;
  private RealRegistry registry;
  private FaultProxy counted;
  private Program slipway;
  private List<Digest> layers;

  @BeforeEach
  void prepare() throws Exception {
    registry = RealRegistry.plain(folder.resolve("registry"));
    counted = FaultProxy.honest(registry.address());
    Path root = folder.resolve("base/root");
    Files.createDirectories(root.resolve("etc"));
    Files.writeString(root.resolve("etc/passwd"), "root:x:0:0::/:\napp:x:1234:99::/:\n");
    Files.writeString(root.resolve("etc/group"), "root:x:0:\nstaff:x:77:\n");
    Files.createDirectories(root.resolve("usr/bin"));
    Files.createSymbolicLink(root.resolve("bin"), Path.of("usr/bin"));
    Files.writeString(folder.resolve("base/top"), "of the upper layer\n");
    Files.writeString(
        folder.resolve("base/Dockerfile"), "FROM scratch\nCOPY root /\nCOPY top /opt/\n");
    Program maker = Program.in(folder.resolve("base"));
    maker.run("build", "-q", "--push", "-t", registry.address() + "/team/base:1", ".").succeeded();
    layers = digests(maker, registry.address() + "/team/base:1");
    slipway = Program.in(Files.createDirectories(folder.resolve("here")));
    Files.writeString(folder.resolve("here/file"), "content\n");
  }

  @AfterEach
  void stop() throws Exception {
    counted.close();
    registry.close();
  }

  /// The layers' blobs, bottom first.
  private static List<Digest> digests(Program program, String name) {
    String manifest = program.run("manifest", "inspect", name).succeeded().output();
    return DIGEST
        .matcher(manifest.substring(manifest.indexOf("\"layers\"")))
        .results()
        .map(found -> Digest.parse(found.group()))
        .toList();
  }

  private String base() {
    return counted.address() + "/team/base:1";
  }

  private Outcome build(String dockerfile, String... options) throws IOException {
    Files.writeString(folder.resolve("here/Dockerfile"), dockerfile);
    return slipway.run(
        Stream.of(List.of("build", "--progress", "plain"), List.of(options), List.of("."))
            .flatMap(List::stream)
            .toArray(String[]::new));
  }

  /// How often a layer of the base was read.
  private long reads() {
    return counted.seen().stream()
        .filter(request -> request.startsWith("GET "))
        .filter(request -> layers.stream().anyMatch(layer -> request.endsWith(layer.toString())))
        .count();
  }

  private List<String> kept(Path store) {
    try (Stream<Path> files = Files.walk(store)) {
      return files.filter(Files::isRegularFile).map(store::relativize).map(Path::toString).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void assertNothingOfTheBaseIsKept() {
    List<String> kept = kept(slipway.store());
    for (Digest layer : layers) {
      assertThat(kept).doesNotContain("blobs/sha256/" + layer.hex());
    }
    assertThat(kept)
        .as("the step's own layers")
        .filteredOn(file -> file.endsWith("/tar"))
        .hasSize(1);
  }

  /// `owner path` of the files of an image, as an archive of them has them.
  private List<String> files(String image) throws Exception {
    Program other = Program.in(Files.createDirectories(folder.resolve("look")));
    Files.writeString(folder.resolve("look/Dockerfile"), "FROM " + image + "\n");
    other.run("build", "-q", "--pull", "-o", "type=tar,dest=../files.tar", ".").succeeded();
    return other
        .runOther("tar", "--numeric-owner", "-tvf", folder.resolve("files.tar").toString())
        .succeeded()
        .output()
        .lines()
        .map(line -> line.replaceAll("^\\S+ +(\\S+) +\\S+ +\\S+ +\\S+ +", "$1 "))
        .toList();
  }

  @Test
  void aPushNeedsOfTheBaseWhatIsListedInItAndThatOnce() throws Exception {
    String dockerfile = "FROM " + base() + "\nCOPY --chown=app:staff file /bin/\n";
    String name = counted.address() + "/team/app:1";

    build(dockerfile, "--push", "-t", name).succeeded();

    assertThat(reads()).isEqualTo(2);
    assertThat(counted.seen()).anyMatch(request -> request.contains("?mount="));
    assertNothingOfTheBaseIsKept();
    assertThat(slipway.run("images", "-q").text()).isEmpty();
    assertThat(files(registry.address() + "/team/app:1"))
        .contains("1234/77 usr/bin/file", "0/0 bin -> usr/bin", "0/0 opt/top");

    Files.writeString(folder.resolve("here/file"), "changed\n");
    Outcome second = build(dockerfile, "--push", "-t", name).succeeded();

    assertThat(second.errors()).doesNotContain("listing layer");
    assertThat(reads()).isEqualTo(2);
    assertThat(slipway.run("image", "prune", "-af").succeeded().exitCode()).isZero();
    Files.writeString(folder.resolve("here/file"), "changed again\n");
    build(dockerfile, "--push", "-t", name).succeeded();
    assertThat(reads()).as("a listing outlives the collection of garbage").isEqualTo(2);
  }

  @Test
  void copyWithLinkMovesNoByteOfTheBase() throws Exception {
    build(
            "FROM " + base() + "\nCOPY --link file /srv/\nENV A=1\n",
            "--push",
            "-t",
            counted.address() + "/team/app:1")
        .succeeded();

    assertThat(reads()).isZero();
    assertNothingOfTheBaseIsKept();
    assertThat(files(registry.address() + "/team/app:1")).contains("0/0 srv/file", "0/0 opt/top");
  }

  @Test
  void theBaseGoesFromRegistryToRegistryWithoutStayingHere() throws Exception {
    try (RealRegistry other = RealRegistry.plain(folder.resolve("other"))) {
      String name = other.address() + "/elsewhere/app:1";

      build("FROM " + base() + "\nCOPY --link file /srv/\n", "--push", "-t", name).succeeded();

      assertThat(reads()).isEqualTo(2);
      assertNothingOfTheBaseIsKept();
      assertThat(digests(slipway, name)).startsWith(layers.toArray(Digest[]::new)).hasSize(3);
      assertThat(files(name)).contains("0/0 srv/file", "0/0 opt/top");
    }
  }

  @Test
  void theStoreGetsAnImageThatIsWhole() throws Exception {
    build("FROM " + base() + "\nCOPY file /bin/\n", "-t", "app").succeeded();

    assertThat(reads()).as("brought once, and not listed before").isEqualTo(2);
    assertThat(slipway.run("save", "-o", "saved.tar", "app").succeeded().exitCode()).isZero();
    assertThat(slipway.run("images", "--format", "{{.Repository}}").text().lines())
        .containsExactlyInAnyOrder("app", counted.address() + "/team/base");
    assertThat(slipway.run("system", "check").succeeded().output()).contains(": sound");
    build("FROM " + base() + "\nCOPY file /bin/\n", "-t", "app").succeeded();
    assertThat(reads()).isEqualTo(2);
  }

  @Test
  void pushAndLoadKeepTheImageToo() throws Exception {
    String name = registry.address() + "/team/app:1";
    build("FROM " + base() + "\nCOPY file /bin/\n", "--push", "--load", "-t", name).succeeded();

    assertThat(slipway.run("save", "-o", "saved.tar", name).succeeded().exitCode()).isZero();
  }

  @Test
  void aCopyFromAnImageBringsTheLayersThatHaveTheFile() throws Exception {
    build(
            "FROM scratch\nCOPY --from=" + base() + " /opt/top /\n",
            "--push",
            "-t",
            registry.address() + "/team/app:1")
        .succeeded();

    assertThat(reads()).isEqualTo(1);
    assertThat(files(registry.address() + "/team/app:1")).containsExactly("0/0 top");
  }

  @Test
  void aProcessRunsOnABaseThatComesForIt() throws Exception {
    Program.needRoot();
    Program maker = Program.in(folder.resolve("base"));
    maker.load("busybox");
    String busybox = registry.address() + "/team/busybox:1";
    maker.run("tag", "busybox", busybox).succeeded();
    maker.run("push", "-q", busybox).succeeded();
    String name = registry.address() + "/team/app:1";

    build("FROM " + busybox + "\nCOPY file /\nRUN cat file >seen\n", "--push", "-t", name)
        .succeeded();

    assertThat(files(name)).contains("0/0 seen", "0/0 file");
  }

  @Test
  void aDamagedLayerIsRefusedByItsBasesName() throws Exception {
    String hex = layers.getFirst().hex();
    Path blob =
        registry
            .data()
            .resolve("docker/registry/v2/blobs/sha256")
            .resolve(hex.substring(0, 2))
            .resolve(hex)
            .resolve("data");
    byte[] bytes = Files.readAllBytes(blob);
    bytes[bytes.length / 2] ^= 1;
    Files.write(blob, bytes);

    Outcome refused =
        build(
            "FROM " + base() + "\nCOPY file /bin/\n",
            "--push",
            "-t",
            registry.address() + "/team/app:1");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.errors()).contains(hex, base(), "is damaged");
    assertThat(kept(slipway.store()))
        .as("of the other layer a listing may be there")
        .filteredOn(file -> file.endsWith("/index"))
        .hasSizeLessThan(2);
  }
}
