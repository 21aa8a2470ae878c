package dev.slipway.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `bin/slipway` and `bin/prepare` as they are, around a `java` that only says how it was called.
class LauncherTest {
  private static final String JAVA =
      """
      #!/bin/sh
      for word; do
        case $word in
          dev.slipway.cli.prepare.Preparation) exit 0 ;;
          dev.slipway.cli.prepare.Training) [ -n "$cache" ] || exit 0; echo cache >"$cache"; echo trained >>"$TRAININGS"; exit 0 ;;
          -XX:AOTCacheOutput=* | -XX:ArchiveClassesAtExit=*) cache=${word#*=} ;;
        esac
      done
      echo "pid $$"
      echo "cwd $PWD"
      echo "LC_ALL $LC_ALL"
      echo "caller ${SLIPWAY_CALLER_LC_ALL-unset}"
      for word; do echo "[$word]"; done
      exit 42
      """;

  @TempDir Path directory;
  private Path home;
  private Path jdk;

  @BeforeEach
  void layOutABuiltTree() throws IOException {
    home = directory.resolve("slip way"); // A blank, to find what is not quoted.
    jdk = directory.resolve("jdk");
    Files.createDirectories(home.resolve("cli/target/slipway/lib"));
    Files.writeString(home.resolve("cli/target/slipway/lib/slipway-cli-1.jar"), "jar");
    Files.createDirectories(home.resolve("bin"));
    for (String script : List.of("slipway", "prepare", "find-jdk")) {
      Path source = Path.of("../bin", script);
      executable(home.resolve("bin").resolve(script), Files.readString(source));
    }
    Files.createDirectories(jdk.resolve("bin"));
    executable(jdk.resolve("bin/java"), JAVA);
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private record Answer(int code, String out, String err) {
    List<String> words() {
      return out.lines().filter(line -> line.startsWith("[")).toList();
    }
  }

  private Answer call(Path cwd, Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(directory, "out", "");
    Path err = Files.createTempFile(directory, "err", "");
    var builder =
        new ProcessBuilder(words)
            .directory(cwd.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().put("TRAININGS", directory.resolve("trainings").toString());
    builder.environment().put("SLIPWAY_ROOTLESS_UID", "0");
    builder.environment().putAll(environment);
    int code = builder.start().waitFor();
    return new Answer(code, Files.readString(out), Files.readString(err));
  }

  private Answer slipway(String... words) throws IOException, InterruptedException {
    var line = new ArrayList<String>();
    line.add(home.resolve("bin/slipway").toString());
    line.addAll(List.of(words));
    return call(directory, Map.of(), line.toArray(String[]::new));
  }

  private int trainings() throws IOException {
    Path file = directory.resolve("trainings");
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  @Test
  void wordsDirectoryAndExitCodePassUnchanged() throws Exception {
    Answer answer = slipway("run", "a b", "", "it's", "*", "$HOME");

    assertThat(answer.err()).isEmpty();
    assertThat(answer.code()).isEqualTo(42);
    assertThat(answer.out()).contains("cwd " + directory + "\n");
    assertThat(answer.words())
        .endsWith(
            "[dev.slipway.cli.launch.Main]", "[run]", "[a b]", "[]", "[it's]", "[*]", "[$HOME]");
  }

  @Test
  void itIsFoundThroughSymlinksFromAnywhere() throws Exception {
    Path links = Files.createDirectories(directory.resolve("links/deep"));
    Files.createSymbolicLink(links.resolve("one"), Path.of("../../slip way/bin/slipway"));
    Files.createSymbolicLink(links.resolve("two"), Path.of("one"));
    Files.createSymbolicLink(directory.resolve("three"), links.resolve("two"));

    for (Path program :
        List.of(links.resolve("one"), links.resolve("two"), directory.resolve("three"))) {
      Answer answer = call(Path.of("/"), Map.of(), program.toString(), "images");
      assertThat(answer.err()).isEmpty();
      assertThat(answer.words()).contains("[-Dslipway.home=" + home + "]");
    }
    Answer byPath =
        call(links, Map.of("PATH", links + ":" + System.getenv("PATH")), "sh", "-c", "two images");
    assertThat(byPath.code()).isEqualTo(42);
    assertThat(call(links, Map.of(), "sh", "./two", "images").code()).isEqualTo(42);
    assertThat(call(home.resolve("bin"), Map.of(), "sh", "slipway", "images").code()).isEqualTo(42);
  }

  @Test
  void launcherBecomesTheJvmSoThatSignalsReachIt() throws Exception {
    Answer answer =
        call(
            directory,
            Map.of(),
            "sh",
            "-c",
            "echo \"pid $$\"; exec \"$0\" images",
            home.resolve("bin/slipway").toString());

    List<String> pids = answer.out().lines().filter(line -> line.startsWith("pid ")).toList();
    assertThat(pids).hasSize(2);
    assertThat(pids.get(0)).isEqualTo(pids.get(1));
  }

  @Test
  void lightCommandsDoWithoutTheOptimizingCompiler() throws Exception {
    for (String light : List.of("images", "ps", "version", "exec")) {
      assertThat(slipway(light).words()).as(light).contains("[-XX:TieredStopAtLevel=1]");
    }
    assertThat(slipway("--root", "build", "image", "ls").words())
        .contains("[-XX:TieredStopAtLevel=1]");
  }

  @Test
  void commandsThatHashAndCompressHaveIt() throws Exception {
    for (String heavy : List.of("build", "load", "save", "run")) {
      assertThat(slipway(heavy).words()).as(heavy).doesNotContain("[-XX:TieredStopAtLevel=1]");
    }
    assertThat(slipway("--root", "x", "-D", "image", "build").words())
        .doesNotContain("[-XX:TieredStopAtLevel=1]");
  }

  @Test
  void localeIsUtf8AndTheCallersIsRemembered() throws Exception {
    String program = home.resolve("bin/slipway").toString();

    assertThat(call(directory, Map.of("LC_ALL", "C"), program, "images").out())
        .contains("LC_ALL C.UTF-8\n", "caller C\n");
    assertThat(call(directory, Map.of(), "env", "-u", "LC_ALL", program, "images").out())
        .contains("LC_ALL C.UTF-8\n", "caller unset\n");
  }

  @Test
  void cacheIsTrainedOnceAndAgainWhenJarsOrTheJvmChange() throws Exception {
    Answer first = slipway("images");
    slipway("images");

    assertThat(first.words())
        .contains("[-XX:AOTCache=" + home.resolve("cli/target/slipway/images.aot") + "]");
    assertThat(trainings()).isEqualTo(13);

    Path jar = home.resolve("cli/target/slipway/lib/slipway-cli-1.jar");
    Files.writeString(jar, "another jar");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(5)));
    slipway("images");
    assertThat(trainings()).isEqualTo(26);

    Path release = jdk.resolve("release");
    Files.writeString(release, "JAVA_VERSION=\"26\"\n");
    Files.setLastModifiedTime(release, FileTime.from(Instant.now().plusSeconds(9)));
    slipway("images");
    assertThat(trainings()).isEqualTo(39);
  }

  @Test
  void aBuildThatPushesTakesInWhatSpeaksToRegistries() throws Exception {
    for (String option : List.of("--push", "--pull", "--output=type=image,push=true")) {
      assertThat(slipway("build", option, ".").words())
          .anyMatch(word -> word.endsWith("/publish.aot.more]"));
    }
    assertThat(slipway("build", "-t", "push", ".").words())
        .anyMatch(
            word -> word.endsWith("/build.aot:" + home + "/cli/target/slipway/build.aot.more]"));
  }

  @Test
  void whatIsNotBuiltSaysHowToBuildIt() throws Exception {
    Files.delete(home.resolve("cli/target/slipway/lib/slipway-cli-1.jar"));
    Files.delete(home.resolve("cli/target/slipway/lib"));
    Answer answer = slipway("images");

    assertThat(answer.code()).isEqualTo(125);
    assertThat(answer.err()).contains("not built yet").contains("./quickstart");
  }

  @Test
  void withoutAJdkItSaysHowToGetOne() throws Exception {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    String script = Files.readString(home.resolve("bin/find-jdk"));
    executable(
        home.resolve("bin/find-jdk"),
        script
            .replace("/usr/lib/jvm/*", "")
            .replace("/opt/", empty + "/")
            .replace("/usr/local/", empty + "/"));
    Answer answer =
        call(
            directory,
            Map.of(
                "JAVA_HOME", empty.toString(), "HOME", empty.toString(), "PATH", pathWithoutJava()),
            home.resolve("bin/slipway").toString(),
            "images");

    assertThat(answer.code()).isEqualTo(125);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).contains("needs a JDK 25").contains("remedy: ");
  }

  /// A folder with the few programs that the scripts use, and no `java`.
  private String pathWithoutJava() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("programs"));
    for (String program : List.of("sh", "sed", "readlink", "dirname", "cat", "id")) {
      for (String place : List.of("/bin", "/usr/bin")) {
        Path file = Path.of(place, program);
        if (Files.isExecutable(file) && !Files.exists(folder.resolve(program))) {
          executable(folder.resolve(program), "#!/bin/sh\nexec " + file + " \"$@\"\n");
        }
      }
    }
    return folder.toString();
  }

  @Test
  void treeThatCannotBeWrittenStillWorks() throws Exception {
    assumeThat(isRoot()).as("root, to act as somebody else").isTrue();
    for (Path path = directory; path != null && path.startsWith("/tmp"); path = path.getParent()) {
      if (!path.equals(Path.of("/tmp"))) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
    Answer answer =
        call(
            Path.of("/"),
            Map.of("HOME", "/nonexistent"),
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            home.resolve("bin/slipway").toString(),
            "images");

    assertThat(answer.err()).isEmpty();
    assertThat(answer.code()).isEqualTo(42);
    assertThat(trainings()).isZero();
    assertThat(home.resolve("cli/target/slipway/start.sh")).doesNotExist();
  }

  private static boolean isRoot() throws IOException {
    return Files.readString(Path.of("/proc/self/status"), StandardCharsets.UTF_8)
        .contains("\nUid:\t0\t0\t0");
  }
}
