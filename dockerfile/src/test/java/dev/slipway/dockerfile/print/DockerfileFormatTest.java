package dev.slipway.dockerfile.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.parse.Golden;
import dev.slipway.dockerfile.parse.RandomFiles;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfileFormatTest {
  @TestFactory
  Stream<DynamicTest> formatted() throws IOException {
    return Golden.folder(
        "format",
        text -> {
          String formatted = DockerfileFormat.format("Dockerfile", text);
          assertThat(DockerfileFormat.format("Dockerfile", formatted)).isEqualTo(formatted);
          assertThat(Meaning.of(formatted)).isEqualTo(Meaning.of(text));
          return formatted;
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void randomFilesKeepTheirMeaningAndAreFormattedOnce(long seed) {
    var files = new RandomFiles(seed);
    int formatted = 0;
    for (int i = 0; i < 3_000; i++) {
      String text = files.next();
      String once;
      try {
        once = DockerfileFormat.format("Dockerfile", text);
      } catch (DockerfileException _) {
        continue;
      }
      formatted++;
      assertThat(DockerfileFormat.format("Dockerfile", once)).as(text).isEqualTo(once);
      assertThat(Meaning.of(once)).as(text).isEqualTo(Meaning.of(text));
    }
    assertThat(formatted).isGreaterThan(1_000);
  }

  @Test
  void whatCannotBeTakenApartIsRefused() {
    assertThatThrownBy(() -> DockerfileFormat.format("Dockerfile", "FROM x\nRUN <<EOF\n"))
        .isInstanceOf(DockerfileException.class)
        .hasMessageContaining("unterminated heredoc");
  }

  @Test
  void aFileOfManyCommentsTakesNoLongTime() {
    String text = "# c\n\n# d\n".repeat(200_000) + "FROM x\n" + "# e\n".repeat(200_000);

    assertThat(DockerfileFormat.format("Dockerfile", text)).isEqualTo(text);
  }
}
