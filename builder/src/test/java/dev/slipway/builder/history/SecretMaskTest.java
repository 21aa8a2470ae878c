package dev.slipway.builder.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.BuildEvent;
import dev.slipway.builder.BuildEvent.OutputStreamKind;
import dev.slipway.builder.SecretSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretMaskTest {
  private static SecretMask mask(String... secrets) {
    var sources = new ArrayList<SecretSource>();
    for (String secret : secrets) {
      sources.add(new SecretSource.Value(secret));
    }
    return SecretMask.of(sources);
  }

  @Test
  void everyOccurrenceIsBlottedOut() {
    assertThat(mask("hunter22").hide("a hunter22, hunter22hunter22!"))
        .isEqualTo("a ****, ********!");
  }

  @Test
  void linesOfOneSecretAreLookedForOneByOne() {
    assertThat(mask("BEGIN KEY\nabcdef\n  ghijkl\n").hide("ghijkl abcdef END"))
        .isEqualTo("**** **** END");
  }

  @Test
  void longerSecretIsNotLeftOverByAShorterOne() {
    assertThat(mask("abcd", "abcdefgh").hide("abcdefgh")).isEqualTo("****");
  }

  @Test
  void shortWordsHideNothing() {
    assertThat(mask("on\nabc").hide("on and abc")).isEqualTo("on and abc");
  }

  @Test
  void secretFileThatIsMissingHidesNothing(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "hunter22\n");
    var present = SecretMask.of(List.of(new SecretSource.File(file)));
    var missing = SecretMask.of(List.of(new SecretSource.File(folder.resolve("none"))));

    assertThat(present.hide("hunter22")).isEqualTo("****");
    assertThat(missing.isEmpty()).isTrue();
  }

  private static BuildEvent output(String text) {
    return new BuildEvent.StepOutput(
        1, OutputStreamKind.STDOUT, text.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
  }

  @Test
  void secretThatIsPrintedInPiecesIsFound() {
    var masked = new MaskedOutput(mask("hunter22"));
    var kept = new ArrayList<BuildEvent>();
    for (String piece : List.of("it is hun", "ter", "22\nand hunter", "22")) {
      kept.addAll(masked.of(output(piece)));
    }
    kept.addAll(masked.of(new BuildEvent.StepFinished(1, Instant.EPOCH)));

    var text = new StringBuilder();
    for (BuildEvent event : kept) {
      if (event instanceof BuildEvent.StepOutput output) {
        text.append(new String(output.bytes(), StandardCharsets.UTF_8));
      }
    }
    assertThat(text.toString()).isEqualTo("it is ****\nand ****");
    assertThat(kept.getLast()).isInstanceOf(BuildEvent.StepFinished.class);
  }
}
