package dev.slipway.dockerfile.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.Variables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nothing that can stand in a file makes the parser fail otherwise than by diagnostics.
class RobustnessTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void randomFilesEndInRecordsOrDiagnostics(long seed) {
    var files = new RandomFiles(seed);
    for (int i = 0; i < 4_000; i++) {
      check(files.next());
    }
  }

  /// All that is said points into the file, and all that is accepted can be shown and expanded.
  private static void check(String text) {
    try {
      Dockerfile file = DockerfileParser.parse("Dockerfile", text);
      file.warnings().forEach(each -> checkShown(each, file.source()));
      file.stages()
          .forEach(stage ->
              stage
                  .instructions()
                  .forEach(each -> assertThat(each.title('\\', Variables.EMPTY)).isNotEmpty()));
    } catch (DockerfileException e) {
      SourceFile source = e.source();
      assertThat(source).isNotNull();
      assertThat(e.diagnostics()).isNotEmpty().allSatisfy(each -> checkShown(each, source));
    }
  }

  private static void checkShown(Diagnostic diagnostic, SourceFile source) {
    assertThat(diagnostic.span().endLine()).isLessThanOrEqualTo(Math.max(1, source.lines().size()));
    assertThat(diagnostic.render(source)).startsWith("Dockerfile:").contains("^");
  }

  @Test
  void bytesThatAreNoTextAreToldOfWhereverAnInstructionHasThem() {
    String text = "# \ufffd\nFROM x\nRUN echo \ufffd\nRUN <<a\necho \ufffd\na\nRUN b\n";

    assertThat(DockerfileParser.parse("Dockerfile", text).warnings())
        .extracting(each -> each.span().startLine())
        .containsExactly(3, 4);
  }

  @Test
  void aMillionContinuationsAreOneInstruction() {
    String text = "FROM x\nRUN a" + " \\\n# c\n b".repeat(1_000_000) + "\n";

    Dockerfile file = DockerfileParser.parse("Dockerfile", text);

    assertThat(file.stages().getFirst().instructions()).hasSize(1);
    assertThat(file.stages().getFirst().instructions().getFirst().span().endLine())
        .isEqualTo(2_000_002);
  }

  @Test
  void aLineOfMegabytesIsRead() {
    String text =
        "FROM x\nENV A=\""
            + ("x ".repeat(30_000) + "\\\n").repeat(70)
            + "\"\nLABEL"
            + (" a=b".repeat(15_000) + "\\\n").repeat(20);

    assertThat(DockerfileParser.parse("Dockerfile", text).stages().getFirst().instructions())
        .hasSize(2);
  }

  @Test
  void aLineThatDockerDoesNotTakeIsRefusedWithItsRemedy() {
    String text = "FROM x\nRUN a\nRUN " + "b".repeat(65_532) + "\nRUM c\n";

    assertThatThrownBy(() -> DockerfileParser.parse("Dockerfile", text))
        .isInstanceOfSatisfying(
            DockerfileException.class,
            e -> {
              assertThat(e.diagnostics()).hasSize(2);
              assertThat(e.diagnostics().getFirst().span().startLine()).isEqualTo(3);
              assertThat(e.diagnostics().getFirst().remedy()).contains("break it");
            });
    assertThat(
            DockerfileParser.parse("Dockerfile", text.replace("bb", "b").replace("RUM c\n", ""))
                .stages())
        .hasSize(1);
  }

  @Test
  void deepJsonIsNoArrayOfStrings() {
    String deep = "FROM x\nCMD " + "[".repeat(9_000) + "]".repeat(9_000) + "\n";

    assertThatThrownBy(() -> DockerfileParser.parse("Dockerfile", deep))
        .isInstanceOf(DockerfileException.class)
        .hasMessageContaining("arrays must be comprised of strings only");
    String deeper = "FROM x\nCMD " + ("[".repeat(50_000) + "\\\n").repeat(20) + "\n";
    assertThat(DockerfileParser.parse("Dockerfile", deeper).stages()).hasSize(1);
  }

  @Test
  void manyMistakesAreAllReported() {
    assertThatThrownBy(() -> DockerfileParser.parse("Dockerfile", "RUM x\n".repeat(50_000)))
        .isInstanceOfSatisfying(
            DockerfileException.class, e -> assertThat(e.diagnostics()).hasSize(50_000));
  }
}
