package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same commit gives the same digest, whoever builds it, where and when.
class ReproducibleTest {
  private static final String DOCKERFILE =
      """
      FROM busybox AS build
      COPY src/ /src/
      RUN --network=none cat /src/a /src/b > /joined && mkdir /out && cp /joined /out/
      FROM busybox
      WORKDIR /app/deep
      COPY --from=build /out/ /src/ ./
      COPY src/b /usr/share/b
      RUN --network=none echo hello > /greeting
      LABEL made=twice
      """;

  @TempDir Path folder;

  @BeforeEach
  void needGit() {
    Program.needRoot();
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/git")), "git is not installed");
  }

  /// A checkout whose files have times of their own.
  private Path checkout(String name, long seconds) throws Exception {
    Path directory = Files.createDirectories(folder.resolve(name));
    Files.createDirectories(directory.resolve("src"));
    write(directory.resolve("Dockerfile"), DOCKERFILE, seconds);
    write(directory.resolve("src/a"), "a\n", seconds + 10);
    write(directory.resolve("src/b"), "b\n", seconds - 10);
    Program git = Program.in(directory).with("GIT_CONFIG_GLOBAL", "/dev/null");
    git = git.with("GIT_COMMITTER_DATE", "2024-05-06T07:08:09Z");
    git = git.with("GIT_AUTHOR_DATE", "2024-05-06T07:08:09Z");
    git.runOther("git", "init", "-q", ".").succeeded();
    git.runOther("git", "add", ".").succeeded();
    git.runOther("git", "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-q", "-m", "first")
        .succeeded();
    return directory;
  }

  private static void write(Path file, String text, long seconds) throws Exception {
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1000 * seconds));
  }

  /// On a store of its own, which knows nothing yet.
  private Program slipway(String store, Path context, List<String> launcher) throws Exception {
    Path home = Files.createDirectories(folder.resolve(store));
    var program =
        new Program(
            launcher,
            home.resolve("store"),
            context,
            Map.of("SLIPWAY_RUN", home.resolve("run").toString()));
    String tar = program.runOther(Program.PROJECT + "/testbed/image", "busybox").succeeded().text();
    program.run("load", "-i", tar).succeeded();
    return program;
  }

  private static List<String> launcher(String... before) {
    var words = new java.util.ArrayList<>(List.of(before));
    words.add(Program.PROJECT.resolve("bin/slipway").toString());
    return words;
  }

  private static String layout(Program slipway, String... more) throws Exception {
    var words = new java.util.ArrayList<>(List.of("build", "--reproducible", "-t", "app:1"));
    words.addAll(List.of("-o", "type=oci,dest=" + slipway.store() + ".tar"));
    words.addAll(List.of(more));
    words.addAll(List.of("--metadata-file", slipway.store() + ".json", "."));
    slipway.run(words.toArray(String[]::new)).succeeded();
    String metadata = Files.readString(Path.of(slipway.store() + ".json"));
    return metadata.replaceAll("(?s).*\"containerimage.digest\": \"([^\"]*)\".*", "$1");
  }

  @Test
  void twoStoresTwoDirectoriesAndTwoUsersGiveOneDigest() throws Exception {
    Set<String> digests = new HashSet<>();
    long now = System.currentTimeMillis() / 1000;
    Program one = slipway("one", checkout("here", now), launcher());
    Program two =
        slipway(
            "two",
            checkout("there", 1_000_000_000),
            launcher("unshare", "--user", "--map-root-user", "--mount", "--propagation", "slave"));
    digests.add(layout(one));
    digests.add(layout(two));
    digests.add(layout(one));
    digests.add(layout(one, "--no-cache"));

    assertThat(digests).hasSize(1).allMatch(digest -> digest.startsWith("sha256:"));
    assertThat(Files.readAllBytes(Path.of(one.store() + ".tar")))
        .isEqualTo(Files.readAllBytes(Path.of(two.store() + ".tar")));
  }

  @Test
  void aNewCommitRunsNoStepAgain() throws Exception {
    Path context = checkout("here", 1_700_000_000);
    Program slipway = slipway("one", context, launcher());
    String before = layout(slipway);
    Program git = Program.in(context).with("GIT_CONFIG_GLOBAL", "/dev/null");
    git.runOther(
            "git",
            "-c",
            "user.name=x",
            "-c",
            "user.email=x@x",
            "commit",
            "-q",
            "--allow-empty",
            "-m",
            "second")
        .succeeded();

    Outcome again =
        slipway.run(
            "build", "--reproducible", "--progress=plain", "-o", "type=oci,dest=/dev/null", ".");

    assertThat(again.succeeded().errors())
        .contains("RUN --network=none echo hello")
        .contains("CACHED");
    assertThat(again.errors()).doesNotContainPattern("#[0-9]+ [0-9.]+ ");
    assertThat(layout(slipway)).isNotEqualTo(before);
  }

  @Test
  void aDirectoryOfNoRepositoryIsNamed() throws Exception {
    Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\nCOPY Dockerfile /\n");
    Program slipway = Program.in(folder).with("GIT_CEILING_DIRECTORIES", folder.toString());

    Outcome refused = slipway.run("build", "--reproducible", ".");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.errors()).contains("is of no Git commit").contains("SOURCE_DATE_EPOCH");
  }
}
