package dev.slipway.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.lint.Finding;
import dev.slipway.lint.Levels;
import dev.slipway.lint.Linter;
import dev.slipway.lint.Subject;
import dev.slipway.lint.config.DirectoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// False alarms: on Dockerfiles that are as they should be, with their projects, there are none.
class GoodFilesTest {
  static Stream<Path> files() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("src/test/resources/good"))) {
      return folders.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void nothingIsFound(Path folder) throws IOException {
    Path file = folder.resolve("Dockerfile");
    var subject =
        new Subject(
            DockerfileParser.parse("Dockerfile", Files.readString(file)),
            new DirectoryFiles(folder, file),
            Subject.Settings.NONE);

    assertThat(Linter.findings(subject, Rules.ALL, Levels.USUAL))
        .extracting(Finding::diagnostic)
        .extracting(each -> each.render(subject.source()))
        .isEmpty();
  }
}
