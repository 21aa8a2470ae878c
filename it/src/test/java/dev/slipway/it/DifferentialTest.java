package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// The same Dockerfile and context through Docker and through Slipway: the images are the same file
/// by file and setting by setting, or both refuse.
class DifferentialTest {
  private static final List<String> THEMES =
      List.of(
          "copy.txt",
          "add.txt",
          "run.txt",
          "metadata.txt",
          "words.txt",
          "ignore.txt",
          "stages.txt",
          "flags.txt",
          "refused.txt");

  private static @Nullable String docker;
  private static Path shared;
  private static Program slipway;
  private static int count;

  @BeforeAll
  static void prepare() throws Exception {
    Program.needRoot();
    docker = Peers.find("docker");
    assumeTrue(docker != null, "docker is not installed or does not answer");
    // Peers in a root of their own see the host's /var/tmp, not every temporary directory.
    shared = Files.createTempDirectory(Path.of("/var/tmp"), "slipway-differential-");
    slipway = Program.in(shared);
    slipway.load("busybox");
    Path base = shared.resolve("busybox.tar");
    slipway.run("save", "-o", base.toString(), "busybox").succeeded();
    slipway.runOther(docker, "load", "-i", base.toString()).succeeded();
  }

  @AfterAll
  static void clean() throws Exception {
    if (docker != null) {
      new ProcessBuilder("rm", "-rf", shared.toString()).start().waitFor();
    }
  }

  @TestFactory
  Stream<DynamicTest> written() {
    return THEMES.stream()
        .flatMap(theme -> BuildCase.read(theme).stream())
        .map(build -> DynamicTest.dynamicTest(build.name(), () -> compare(build)));
  }

  @TestFactory
  Stream<DynamicTest> generated() {
    return generated(1, 40);
  }

  @TestFactory
  @Tag("long")
  Stream<DynamicTest> moreGenerated() {
    return generated(41, 400);
  }

  private static Stream<DynamicTest> generated(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(GeneratedCase::of)
        .map(build -> DynamicTest.dynamicTest(build.name(), () -> compare(build)));
  }

  private static void compare(BuildCase build) throws Exception {
    String peer = String.valueOf(docker);
    String name = "slipway-differential:" + ++count;
    Path folder = Files.createDirectory(shared.resolve("context" + count));
    build.write(folder);
    Program here = slipway.at(folder);
    Outcome theirs = here.runOther(words(peer, build, name));
    Outcome ours = here.run(words("", build, name));
    try {
      boolean theyBuilt = theirs.exitCode() == 0;
      boolean meant = theyBuilt && Departures.refuse(ours.errors());
      assertThat(ours.exitCode() == 0 || meant)
          .as("docker: %s%n%nslipway: %s", theirs.all(), ours.all())
          .isEqualTo(theyBuilt);
      if (theyBuilt && !meant) {
        assertThat(differences(peer, here, name, build)).isEmpty();
      }
    } finally {
      slipway.runOther(peer, "rmi", "-f", name);
      new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
    }
  }

  private static String[] words(String program, BuildCase build, String name) {
    List<String> words = new ArrayList<>();
    if (!program.isEmpty()) {
      words.add(program);
    }
    words.add("build");
    if (!program.isEmpty()) {
      words.add("--provenance=false");
    }
    words.addAll(List.of("-q", "-t", name));
    words.addAll(build.arguments());
    words.add(".");
    return words.toArray(String[]::new);
  }

  private static List<String> differences(String peer, Program here, String name, BuildCase build)
      throws Exception {
    Path theirTar = here.directory().resolveSibling("theirs.tar");
    Path ourTar = here.directory().resolveSibling("ours.tar");
    here.runOther(peer, "save", "-o", theirTar.toString(), name).succeeded();
    here.run("save", "-o", ourTar.toString(), name).succeeded();
    SortedMap<String, String> theirs = SavedImage.read(theirTar).described();
    SortedMap<String, String> ours = SavedImage.read(ourTar).described();
    var keys = new TreeSet<>(theirs.keySet());
    keys.addAll(ours.keySet());
    List<String> differences = new ArrayList<>();
    for (String key : keys) {
      String expected = theirs.getOrDefault(key, "nothing");
      String actual = ours.getOrDefault(key, "nothing");
      if (!expected.equals(actual) && !Departures.allow(build.name(), key)) {
        differences.add(key + "\n   docker:  " + expected + "\n   slipway: " + actual + "\n");
      }
    }
    return differences;
  }
}
