package dev.slipway.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Digest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The listing of a remote base that nobody has listed yet: by two builds at once, and by one that
/// is killed in the middle of it.
class SharedListingTest {
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  @TempDir private Path folder;
  private RealRegistry registry;
  private List<Digest> layers;
  private Program slipway;

  @BeforeEach
  void prepare() throws Exception {
    registry = RealRegistry.plain(folder.resolve("registry"));
    Path base = Files.createDirectories(folder.resolve("base"));
    Files.write(base.resolve("low"), random(300_000));
    Files.write(base.resolve("top"), random(300_000));
    Files.writeString(base.resolve("Dockerfile"), "FROM scratch\nCOPY low /\nCOPY top /\n");
    Program maker = Program.in(base);
    String name = registry.address() + "/team/base:1";
    maker.run("build", "-q", "--push", "-t", name, ".").succeeded();
    String manifest = maker.run("manifest", "inspect", name).succeeded().output();
    layers =
        DIGEST
            .matcher(manifest.substring(manifest.indexOf("\"layers\"")))
            .results()
            .map(found -> Digest.parse(found.group()))
            .toList();
    slipway = Program.in(Files.createDirectories(folder.resolve("here")));
    Files.writeString(folder.resolve("here/file"), "content\n");
  }

  @AfterEach
  void stop() throws Exception {
    registry.close();
  }

  /// What does not compress: half of it in the network is half of it on disk.
  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private Process start(FaultProxy proxy, String tag, String target) throws IOException {
    Files.writeString(
        folder.resolve("here/Dockerfile-" + tag),
        "FROM " + proxy.address() + "/team/base:1\nCOPY file /" + target + "\n");
    Process build =
        slipway.start(
            "build",
            "--progress",
            "rawjson",
            "--push",
            "-f",
            "Dockerfile-" + tag,
            "--iidfile",
            tag + ".id",
            "-t",
            proxy.address() + "/team/app:" + tag,
            ".");
    Thread.ofVirtual().start(() -> endAtLast(build));
    return build;
  }

  /// What never says what is waited for fails, and does not hang.
  private static void endAtLast(Process build) {
    try {
      if (!build.waitFor(5, TimeUnit.MINUTES)) {
        build.destroyForcibly();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private long reads(FaultProxy proxy) {
    return proxy.seen().stream()
        .filter(request -> request.startsWith("GET "))
        .filter(request -> layers.stream().anyMatch(layer -> request.endsWith(layer.toString())))
        .count();
  }

  @Test
  void twoBuildsOfOneStepRunItOnceAndListOnce() throws Exception {
    two("one", "waiting for the same step");
    assertThat(Files.readString(folder.resolve("here/one.id")))
        .isEqualTo(Files.readString(folder.resolve("here/two.id")));
  }

  @Test
  void twoStepsOnOneBaseListItOnce() throws Exception {
    two("two", "listing layer");
    assertThat(Files.readString(folder.resolve("here/one.id")))
        .isNotEqualTo(Files.readString(folder.resolve("here/two.id")));
  }

  /// @param target of the second build's COPY
  /// @param waiting what the second build says when it has come to where it waits
  private void two(String target, String waiting) throws Exception {
    try (FaultProxy proxy = FaultProxy.holding(registry.address(), layers.getFirst().toString())) {
      Process one = start(proxy, "one", "one");
      proxy.awaitHeld();
      Process two = start(proxy, "two", target);
      String began = untilItSays(two, waiting);
      proxy.release();

      String first = rest(one);
      String second = began + rest(two);
      assertThat(one.waitFor()).as(first).isZero();
      assertThat(two.waitFor()).as(second).isZero();
      assertThat(reads(proxy)).as("each layer once").isEqualTo(2);
      assertSound();
    }
  }

  /// Below what the killed build had listed whole, its listing counts; of what it had read half,
  /// nothing does.
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aBuildThatIsKilledWhileItListsLeavesNothingThatCounts(int layer) throws Exception {
    try (FaultProxy proxy = FaultProxy.holding(registry.address(), layers.get(layer).toString())) {
      Process killed = start(proxy, "killed", "file");
      proxy.awaitHeld();
      killed.destroyForcibly().waitFor();
      assertThat(indexes()).as("of the other layer one may be there").hasSizeLessThan(2);
      proxy.release();

      Process next = start(proxy, "next", "file");
      String said = rest(next);

      assertThat(next.waitFor()).as(said).isZero();
      assertThat(
              proxy.seen().stream()
                  .filter(request -> request.startsWith("GET "))
                  .filter(request -> request.endsWith(layers.get(layer).toString())))
          .as("what was read half is read again")
          .hasSize(2);
      assertSound();
    }
  }

  private List<Path> indexes() throws IOException {
    try (var files = Files.walk(slipway.store().resolve("layers"))) {
      return files.filter(file -> file.endsWith("index")).toList();
    }
  }

  private void assertSound() {
    assertThat(slipway.store().resolve("tmp")).isEmptyDirectory();
    assertThat(slipway.run("system", "check").succeeded().output()).contains(": sound");
  }

  private static String untilItSays(Process build, String words) throws IOException {
    var said = new StringBuilder();
    var lines = new BufferedReader(new InputStreamReader(build.getErrorStream(), UTF_8), 1);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.append(line).append('\n');
      if (line.contains(words)) {
        return said.toString();
      }
    }
    throw new AssertionError("it never said so:\n" + said);
  }

  private static String rest(Process process) throws IOException {
    return new String(process.getErrorStream().readAllBytes(), UTF_8);
  }
}
