package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What users get wrong, and what they are told: file, line, cause and remedy, and never a stack
/// trace.
class BadInputTest {
  @TempDir Path folder;
  private static Program small;

  @BeforeAll
  static void prepare() throws Exception {
    Program.needRoot();
    small = ExampleStore.with("busybox");
  }

  @Test
  void noDockerfile() {
    Outcome built = refused("build", ".");
    assertThat(built.errors()).contains("Dockerfile").contains("no such file or directory");
  }

  @Test
  void whatIsNoDockerfile() throws Exception {
    Path context = Files.createDirectory(folder.resolve("context"));
    Files.createDirectory(context.resolve("directory"));
    for (String[] wrong :
        new String[][] {
          {context.resolve("directory").toString(), "directory: Is a directory"},
          {"/dev/zero", "zero is larger than 16777216 bytes"},
          {context.resolve("none").toString(), "none: no such file or directory"},
        }) {
      Outcome built = small.run("build", "-f", wrong[0], context.toString());

      assertThat(built.exitCode()).isEqualTo(1);
      assertThat(built.errors())
          .contains("failed to read dockerfile: ")
          .contains(wrong[1])
          .contains("remedy: ")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void whatNeedsMoreMemoryThanTheProgramHas() throws Exception {
    String labels = "LABEL a=b c=d e=f\n".repeat(800_000);
    Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\n" + labels);

    Outcome built = small.with("SLIPWAY_HEAP", "64m").run("build", folder.toString());

    assertThat(built.exitCode()).isEqualTo(1);
    assertThat(built.errors()).contains("out of memory").contains("SLIPWAY_HEAP=1g");
    assertThat(built.errors()).doesNotContain("\tat ");
  }

  @Test
  void unknownInstruction() throws Exception {
    Outcome built = build("FROM scratch\nCOYP a b\n");
    assertThat(built.errors())
        .contains("Dockerfile:2")
        .contains("COYP a b")
        .contains("^")
        .containsIgnoringCase("unknown instruction")
        .contains("COPY");
  }

  @Test
  void missingFileInCopy() throws Exception {
    Outcome built = build("FROM scratch\nCOPY no-such-file /\n");
    assertThat(built.errors())
        .contains("Dockerfile:2")
        .contains("/no-such-file")
        .contains("not found");
  }

  @Test
  void aCopyCannotLeaveTheContext() throws Exception {
    Files.writeString(folder.resolve("secret"), "outside");
    Path context = Files.createDirectory(folder.resolve("context"));
    Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY ../secret /\n");

    Outcome built = small.at(context).run("build", "-t", "leaves", ".");
    assertThat(built.exitCode()).isEqualTo(1);
    assertThat(built.errors()).contains("Dockerfile:2").contains("secret");
    assertThat(small.run("images", "-q", "leaves").text()).isEmpty();
  }

  @Test
  void unknownBase() throws Exception {
    Outcome built = build("FROM no-such-image:1\n");
    assertThat(built.errors())
        .contains("Dockerfile:1")
        .contains("no-such-image:1")
        .contains("remedy");
  }

  @Test
  void aFailingRunShowsItsExitCodeAndLastLines() throws Exception {
    Outcome built = build("FROM busybox\nRUN echo the last words; exit 7\n");
    assertThat(built.errors())
        .contains("the last words")
        .contains("exit code: 7")
        .contains("Dockerfile:2");
  }

  @Test
  void aTakenPort() throws Exception {
    try (var program = new ServerSocket(0)) {
      Outcome run =
          small.run(
              "run", "--name", "no-port", "-p", program.getLocalPort() + ":80", "busybox", "true");
      assertThat(run.exitCode()).isEqualTo(125);
      assertThat(run.errors())
          .contains(String.valueOf(program.getLocalPort()))
          .contains("address already in use");
      assertThat(small.run("ps", "-a", "--format", "{{.Names}} {{.State}}").text())
          .isEqualTo("no-port created");
    } finally {
      small.run("rm", "-f", "no-port");
    }
  }

  @Test
  void aTakenName() {
    small.run("run", "-d", "--name", "taken", "busybox", "sleep", "60").succeeded();
    try {
      Outcome second = small.run("run", "--name", "taken", "busybox", "true");
      assertThat(second.exitCode()).isEqualTo(125);
      assertThat(second.errors())
          .contains("Conflict")
          .contains("/taken")
          .contains("already in use");
    } finally {
      small.run("rm", "-f", "taken").succeeded();
    }
  }

  @Test
  void commandsThatCannotRun() {
    Outcome missing = small.run("run", "--rm", "busybox", "no-such-program");
    assertThat(missing.exitCode()).isEqualTo(127);
    assertThat(missing.errors()).contains("no-such-program").contains("executable file not found");
    Outcome directory = small.run("run", "--rm", "busybox", "/etc");
    assertThat(directory.exitCode()).isEqualTo(126);
    assertThat(small.run("run", "--rm", "busybox", "sh", "-c", "exit 42").exitCode()).isEqualTo(42);
    String id = small.run("run", "-d", "busybox", "sleep", "60").succeeded().text();
    small.run("kill", id).succeeded();
    assertThat(small.run("wait", id).text()).isEqualTo("137");
    small.run("rm", id).succeeded();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../escape", "/absolute/../../escape"})
  void anArchiveThatLeavesItsRootIsRefused(String name) throws Exception {
    Path tar = HostileArchives.layer(folder, name);
    Outcome imported = small.run("import", tar.toString(), "hostile");
    assertThat(imported.exitCode()).isEqualTo(1);
    assertThat(imported.errors()).contains("escape").doesNotContain("\tat dev.slipway");
    assertThat(small.run("images", "-q", "hostile").text()).isEmpty();
  }

  @Test
  void aDeviceThatWouldHideAFileIsRefused() throws Exception {
    Outcome imported =
        small.run("import", HostileArchives.whiteoutDevice(folder).toString(), "hostile");
    assertThat(imported.exitCode()).isEqualTo(1);
    assertThat(imported.errors()).contains("0:0");
  }

  @Test
  void aTruncatedArchiveLeavesNothing() throws Exception {
    Path whole = folder.resolve("busybox.tar");
    small.run("save", "-o", whole.toString(), "busybox").succeeded();
    byte[] bytes = Files.readAllBytes(whole);
    Program fresh = Program.in(folder);
    for (int part = 1; part < 8; part++) {
      byte[] cut = java.util.Arrays.copyOf(bytes, bytes.length / 8 * part);
      Outcome loaded = fresh.run(new ByteArrayInputStream(cut), "load");
      assertThat(loaded.exitCode()).as("cut at %d", cut.length).isEqualTo(1);
      assertThat(loaded.errors()).doesNotContain("\tat dev.slipway");
    }
    assertThat(fresh.run("images", "-aq").text()).isEmpty();
    fresh.run("load", "-i", whole.toString()).succeeded();
    assertThat(fresh.run("run", "--rm", "busybox", "echo", "whole").text()).isEqualTo("whole");
  }

  @Test
  void aWrongDigestIsRefused() throws Exception {
    Path tar = HostileArchives.wrongDigest(folder, small);
    Outcome loaded = small.run("load", "-i", tar.toString());
    assertThat(loaded.exitCode()).isEqualTo(1);
    assertThat(loaded.errors()).containsIgnoringCase("digest");
  }

  @Test
  void anUnknownFlagNamesTheNearest() {
    Outcome built = small.run("build", "--taget", "x", ".");
    assertThat(built.exitCode()).isEqualTo(125);
    assertThat(built.errors()).contains("unknown flag: --taget").contains("--target");
  }

  @Test
  void aFlagThatIsNotThereYetIsRefusedByName() {
    Outcome run = small.run("run", "--rm", "--gpus", "all", "busybox", "true");
    assertThat(run.exitCode()).isEqualTo(125);
    assertThat(run.errors()).contains("--gpus");
  }

  @Test
  void aStoreThatCannotBeWrittenIsNamed() throws Exception {
    Path store = Files.createDirectory(folder.resolve("store"));
    // Root writes everywhere but on a read-only file system.
    Outcome built =
        small.runOther(
            "unshare",
            "--mount",
            "sh",
            "-c",
            "mount -t tmpfs -o ro none \"$0\" && SLIPWAY_ROOT=\"$0\" exec \"$1\" import \"$2\" x",
            store.toString(),
            Program.PROJECT.resolve("bin/slipway").toString(),
            HostileArchives.layer(folder, "harmless").toString());
    assertThat(built.exitCode()).isEqualTo(1);
    assertThat(built.errors())
        .contains(store.toString())
        .contains("cannot be written")
        .doesNotContain("\tat dev.slipway");
  }

  private Outcome build(String dockerfile) throws Exception {
    Files.writeString(folder.resolve("Dockerfile"), dockerfile);
    return refused("build", "--progress=plain", ".");
  }

  private Outcome refused(String... words) {
    Outcome outcome = small.at(folder).run(words);
    assertThat(outcome.exitCode()).as(outcome::all).isEqualTo(1);
    assertThat(outcome.errors()).doesNotContain("\tat dev.slipway");
    return outcome;
  }

  @Test
  void aRunThatCannotBeginIs125AndLeavesNoContainer() {
    Outcome run = small.run("run", "--env-file", "/no/such/file", "busybox", "true");
    assertThat(run.exitCode()).isEqualTo(125);
    assertThat(run.errors()).contains("open /no/such/file: no such file or directory");
    assertThat(small.run("run", "--cidfile", "/no/such/file", "busybox", "true").exitCode())
        .isEqualTo(125);
    assertThat(small.run("run", "-v", "/tmp:/proc", "busybox", "true").exitCode()).isEqualTo(125);
    assertThat(small.run("ps", "-aq").text()).isEmpty();
    assertThat(small.run("run", "--rm", "--name", "", "busybox", "true").succeeded().all())
        .isEmpty();
  }

  @Test
  void aFullStoreIsNamedAndLeavesNoContainer() throws Exception {
    Path store = Files.createDirectory(folder.resolve("full"));
    Path archive = folder.resolve("busybox.tar");
    small.run("save", "-o", archive.toString(), "busybox").succeeded();
    String script =
        """
        export SLIPWAY_ROOT="$0"
        mount -t tmpfs -o size=12m none "$0" && "$1" load -q -i "$2" || exit 3
        head -c 20m /dev/zero >"$0/filler" 2>/dev/null
        "$1" run busybox true
        echo "run: $?"
        "$1" run -d busybox true
        echo "run -d: $?"
        "$1" ps -aq
        printf 'FROM busybox\nRUN true\n' >"$3/Dockerfile"
        "$1" build --progress plain "$3"
        echo "build: $?"
        rm "$0/filler"
        "$1" run --rm busybox echo room again
        """;

    Outcome outcome =
        small.runOther(
            "unshare",
            "--mount",
            "sh",
            "-c",
            script,
            store.toString(),
            Program.PROJECT.resolve("bin/slipway").toString(),
            archive.toString(),
            Files.createDirectory(folder.resolve("context")).toString());

    assertThat(outcome.output()).endsWith("run: 125\nrun -d: 125\nbuild: 1\nroom again\n");
    assertThat(outcome.errors())
        .contains("No space left on device")
        .doesNotContain("\tat dev.slipway");
  }

  @Test
  void aFullOutputIsAnError() throws Exception {
    Outcome listed =
        small.runOther(
            "sh",
            "-c",
            "\"$0\" images >/dev/full",
            Program.PROJECT.resolve("bin/slipway").toString());
    assertThat(listed.exitCode()).isEqualTo(1);
    assertThat(listed.errors())
        .isEqualTo("Error: write standard output: No space left on device\n");
  }

  @Test
  void namesInErrorsDoNotSteerTheTerminal() throws Exception {
    String escape = "\u001b]0;title\u0007";
    for (String dockerfile :
        new String[] {
          "FROM busybox\nCOPY " + escape + " /\n",
          "FROM busybox\nRUN echo '" + escape + "'; exit 3\n",
          "FROM busybox\nUSER " + escape + "\nRUN true\n",
          "FROM busy" + escape + "\n",
          "FROM busybox\nWRONG" + escape + "\n"
        }) {
      assertThat(build(dockerfile).errors().replaceAll("(?m)^#[0-9]+ [0-9.]+ .*$", ""))
          .as(dockerfile)
          .doesNotContain("\u001b")
          .doesNotContain("\u0007");
    }
  }
}
