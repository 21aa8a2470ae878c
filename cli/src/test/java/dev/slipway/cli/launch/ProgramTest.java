package dev.slipway.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Console;
import dev.slipway.cli.SlipwayVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {
  @TempDir Path store;

  private TestRun run(String line) {
    return TestRun.of("--root " + store + " " + line);
  }

  @Test
  void unknownFlagNamesTheNearestAndTheHelp() {
    var run = TestRun.of("images --no-trun");

    assertThat(run.code()).isEqualTo(125);
    assertThat(run.err())
        .isEqualTo(
            """
            unknown flag: --no-trun
            Did you mean --no-trunc?

            Usage:  slipway images [OPTIONS] [REPOSITORY[:TAG]]

            Run 'slipway images --help' for more information
            """);
  }

  @Test
  void unknownCommandNamesTheNearest() {
    var run = TestRun.of("imags");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            """
            slipway: unknown command: slipway imags
            Did you mean 'slipway images'?

            Run 'slipway --help' for more information
            """);
    assertThat(TestRun.of("image frob").err())
        .startsWith("slipway: unknown command: slipway image frob\n");
  }

  @Test
  void wrongNumberOfArgumentsIsDockersTextAndCode() {
    var run = TestRun.of("tag a");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            """
            slipway: 'slipway tag' requires 2 arguments

            Usage:  slipway tag SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]

            Run 'slipway tag --help' for more information
            """);
  }

  @Test
  void whatDockerHasAndSlipwayHasNotIsNamed() {
    assertThat(TestRun.of("search golang").err())
        .startsWith("Error: 'slipway search' is not there yet: ");
    for (String compose : List.of("compose", "compose up -d", "compose -f app.yaml ps")) {
      assertThat(TestRun.of(compose).err())
          .as(compose)
          .startsWith("Error: 'slipway compose' is not there yet: make a network")
          .contains("slipway run -d --network app");
    }
    assertThat(TestRun.of("build --isolation=x .").err())
        .startsWith("Error: --isolation is not there yet: ");
    assertThat(TestRun.of("-H unix:///x images").err()).startsWith("-H, --host is not there yet: ");
  }

  @Test
  void aliasIsCalledByItsProperNameInUsage() {
    assertThat(TestRun.of("image list --help").out()).startsWith("Usage:  slipway image ls ");
    assertThat(TestRun.of("images --help").out()).startsWith("Usage:  slipway images ");
    assertThat(TestRun.of("help image ls").out()).startsWith("Usage:  slipway image ls ");
  }

  @Test
  void emptyStoreListsItsHeadingsOnly() {
    assertThat(run("images").succeeded().out())
        .isEqualTo("REPOSITORY   TAG       IMAGE ID   CREATED   SIZE\n");
    assertThat(run("images -q").succeeded().out()).isEmpty();
  }

  @Test
  void missingImageIsAnErrorWithARemedyAndNoTrace() {
    var run = run("history nosuch");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "Error: No such image: nosuch:latest\nremedy: list the images with `slipway images`\n");
  }

  @Test
  void debugShowsWhereAnErrorComesFrom() {
    assertThat(TestRun.of("--debug --root " + store + " history nosuch").err())
        .contains("No such image: nosuch:latest")
        .contains("\tat dev.slipway.");
  }

  @Test
  void inspectPrintsWhatItFoundAndNamesWhatItDidNot() {
    var run = run("inspect nosuch");

    assertThat(run.out()).isEqualTo("[]\n");
    assertThat(run.err()).isEqualTo("Error: No such object: nosuch\n");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void pruneAsksFirstAndNoAnswerIsNo() {
    var run = run("image prune");

    assertThat(run.out())
        .isEqualTo(
            "WARNING! This will remove all dangling images.\n"
                + "Are you sure you want to continue? [y/N] ");
    assertThat(run("image prune -f").succeeded().out()).isEqualTo("Total reclaimed space: 0B\n");
  }

  @Test
  void readerThatWentAwayIsQuiet() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    var console =
        Console.of(InputStream.nullInputStream(), closed, OutputStream.nullOutputStream());

    assertThat(Program.run(List.of("--help"), console)).isEqualTo(141);
  }

  @Test
  void versionIsTheBuildsVersion() throws IOException {
    assertThat(TestRun.of("--version").succeeded().out())
        .isEqualTo("Slipway version " + SlipwayVersion.NUMBER + "\n");
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("<version>" + SlipwayVersion.NUMBER + "-SNAPSHOT</version>");
  }

  @Test
  void anEmptyRootIsNoDirectory() {
    var run = TestRun.of(List.of("--root", "", "images"), "");

    assertThat(run.code()).isEqualTo(125);
    assertThat(run.err()).startsWith("invalid argument \"\" for \"--root\" flag");
  }

  @Test
  void anOutputThatIsFullIsAnError() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    var errors = new ByteArrayOutputStream();
    var console = Console.of(InputStream.nullInputStream(), full, errors);

    assertThat(Program.run(List.of("--help"), console)).isEqualTo(1);
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .isEqualTo("Error: write standard output: No space left on device\n");
  }
}
