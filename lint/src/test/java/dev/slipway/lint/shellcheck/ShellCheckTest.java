package dev.slipway.lint.shellcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.parse.CommandText;
import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.lint.Finding;
import dev.slipway.lint.Levels;
import dev.slipway.lint.Subject;
import dev.slipway.lint.config.NoFiles;
import dev.slipway.lint.shellcheck.ShellCheckProgram.Remark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellCheckTest {
  @TempDir Path folder;

  @Test
  void remarksAreRead() {
    String output =
        """
        0.sh:2:6: warning: Quote this: see [a] to prevent splitting. [SC2086]
        12.sh:3:1: error: Couldn't parse this. [SC1073]
        nonsense
        """;

    assertThat(ShellCheckProgram.parse(output))
        .containsExactly(
            new Remark(0, 2, 6, "warning", "Quote this: see [a] to prevent splitting.", "SC2086"),
            new Remark(12, 3, 1, "error", "Couldn't parse this.", "SC1073"));
  }

  @Test
  void placesAreThoseOfTheDockerfile() {
    Dockerfile file =
        DockerfileParser.parse(
            "Dockerfile",
            "FROM a\nRUN --network=none echo \\\n  # why\n  $b\nRUN <<X\nc\n  d $e\nX\n");
    var first = file.stages().getFirst().instructions().getFirst();
    var second = file.stages().getFirst().instructions().getLast();
    CommandText one =
        CommandText.of(file, first, (dev.slipway.dockerfile.Command.Shell) command(first));
    CommandText two =
        CommandText.of(file, second, (dev.slipway.dockerfile.Command.Shell) command(second));

    assertThat(ShellCheck.span(one, remark(2, one.text().indexOf("$b") + 1)))
        .isEqualTo(new Span(4, 3, 4, 5));
    assertThat(ShellCheck.span(two, remark(3, 5))).isEqualTo(new Span(7, 5, 7, 7));
  }

  private static dev.slipway.dockerfile.Command command(
      dev.slipway.dockerfile.Instruction instruction) {
    return ((dev.slipway.dockerfile.Run) instruction).command();
  }

  private static Remark remark(int line, int column) {
    return new Remark(0, line, column, "note", "", "SC2086");
  }

  /// A program of that name that says what ShellCheck would.
  @Test
  void theProgramOnTheSearchPathIsAsked() throws Exception {
    Path program = folder.resolve("shellcheck");
    Files.writeString(program, "#!/bin/sh\necho '0.sh:2:4: warning: unquoted [SC2046]'\nexit 1\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    var subject =
        new Subject(
            DockerfileParser.parse("Dockerfile", "FROM a\nRUN rm $(x)\n"),
            new NoFiles(),
            Subject.Settings.NONE);

    List<Finding> found = ShellCheck.findings(subject, Levels.USUAL, folder.toString());

    assertThat(found).extracting(each -> each.rule().name()).containsExactly("SC2046");
    assertThat(found.getFirst().span()).isEqualTo(new Span(2, 8, 2, 12));
    assertThat(ShellCheck.findings(subject, Levels.USUAL, folder.resolve("none").toString()))
        .isEmpty();
  }
}
