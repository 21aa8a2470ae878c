package dev.slipway.dockerfile.parse;

import static java.util.stream.Collectors.joining;

import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.SourceFile;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class GoldenTest {
  @TestFactory
  Stream<DynamicTest> parseTrees() throws IOException {
    return Golden.folder("parse", text -> tree(DockerfileParser.parse("Dockerfile", text)));
  }

  @TestFactory
  Stream<DynamicTest> diagnostics() throws IOException {
    return Golden.folder("diagnostics", GoldenTest::diagnosed);
  }

  private static String tree(Dockerfile file) {
    var lines = Stream.<String>builder();
    lines.add(file.directives().toString());
    file.globalArguments().forEach(argument -> lines.add(shown(argument)));
    file.stages()
        .forEach(stage -> {
          lines.add("stage " + stage.title());
          lines.add("  " + shown(stage.from()));
          stage.instructions().forEach(instruction -> lines.add("  " + shown(instruction)));
        });
    file.warnings().forEach(warning -> lines.add(warning.render(file.source())));
    return lines.build().collect(joining("\n"));
  }

  private static String shown(Instruction instruction) {
    return instruction
        .toString()
        .replaceAll(
            "Span\\[startLine=(\\d+), startColumn=(\\d+), endLine=(\\d+), endColumn=(\\d+)]",
            "$1:$2-$3:$4");
  }

  private static String diagnosed(String text) {
    try {
      Dockerfile file = DockerfileParser.parse("Dockerfile", text);
      return rendered(file.source(), file.warnings());
    } catch (DockerfileException e) {
      return rendered(Objects.requireNonNull(e.source()), e.diagnostics());
    }
  }

  private static String rendered(SourceFile source, List<Diagnostic> diagnostics) {
    return diagnostics.stream().map(each -> each.render(source)).collect(joining("\n\n"));
  }
}
