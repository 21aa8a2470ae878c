package dev.slipway.dockerfile.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.SourceFile;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every wrong form of each instruction and flag, a line each: missing, empty, doubled, unknown,
/// misspelt, of the wrong type, conflicting. Each is answered with its place and a remedy; what
/// Docker takes as well is taken with a warning.
class MistakesTest {
  @TestFactory
  Stream<DynamicTest> eachIsToldWithItsPlaceAndARemedy() throws IOException {
    return Golden.folder("mistakes", MistakesTest::answers);
  }

  private static String answers(String lines) {
    var answers = new StringBuilder();
    lines.lines().forEach(line -> answers.append(answer(line)).append("\n\n"));
    return answers.toString().stripTrailing();
  }

  private static String answer(String line) {
    boolean from = line.startsWith("FROM");
    String text = (from ? "" : "FROM x\n") + line + "\n";
    int number = from ? 1 : 2;
    try {
      Dockerfile file = DockerfileParser.parse("Dockerfile", text);
      return "taken: " + line + shown(file.warnings(), file.source(), number);
    } catch (DockerfileException refused) {
      SourceFile source = Objects.requireNonNull(refused.source());
      assertThat(refused.diagnostics()).as(line).isNotEmpty();
      return shown(refused.diagnostics(), source, number).strip();
    }
  }

  private static String shown(List<Diagnostic> diagnostics, SourceFile source, int number) {
    var text = new StringBuilder();
    for (Diagnostic each : diagnostics) {
      assertThat(each.span().startLine()).as(each.message()).isEqualTo(number);
      assertThat(each.remedy()).as(each.message()).isNotBlank();
      text.append('\n').append(each.render(source));
    }
    return text.toString();
  }
}
