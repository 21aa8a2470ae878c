package dev.slipway.engine.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.image.ImageContents.Amount;
import dev.slipway.engine.image.ImageContents.FileSize;
import dev.slipway.image.Digest;
import dev.slipway.image.contents.ProgramParts;
import dev.slipway.image.contents.Share;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentsNoteTest {
  private static final List<Digest> LAYERS =
      List.of(Digest.ofSha256Hex("a".repeat(64)), Digest.ofSha256Hex("b".repeat(64)));
  private static final List<String> STEPS = List.of("FROM", "COPY");
  private static final ImageContents CONTENTS =
      new ImageContents(
          "app",
          300,
          7,
          List.of(
              new ImageContents.Layer(
                  "FROM",
                  new Amount(2, 200),
                  new Amount(0, 0),
                  new Amount(0, 0),
                  List.of(new FileSize("/große", 150, false), new FileSize("/b", 50, false))),
              new ImageContents.Layer(
                  "COPY",
                  new Amount(1, 93),
                  new Amount(1, 7),
                  new Amount(3, 9),
                  List.of(new FileSize("/b", 7, true)))),
          List.of(new Share("libc6", 2, 150)),
          List.of(
              new ProgramParts(
                  "/app", 90, List.of(new Share(".text", 0, 60)), List.of(new Share("m", 4, 30)))));

  private static byte[] note(int most) throws Exception {
    return new ContentsNote(most, LAYERS, CONTENTS).encode();
  }

  @Test
  void whatIsNotedIsReadAgain() throws Exception {
    assertThat(ContentsNote.decode(note(5), "app", LAYERS, STEPS, 5)).isEqualTo(CONTENTS);
  }

  @Test
  void fewerFilesAndProgramsAreNamedThanAreNoted() throws Exception {
    ImageContents one = ContentsNote.decode(note(5), "other", LAYERS, STEPS, 1);
    ImageContents none = ContentsNote.decode(note(5), "other", LAYERS, STEPS, 0);

    assertThat(one).isNotNull();
    assertThat(one.name()).isEqualTo("other");
    assertThat(one.layers().getFirst().largest()).extracting(FileSize::path).containsOnly("/große");
    assertThat(one.packages()).isEqualTo(CONTENTS.packages());
    assertThat(none).isNotNull();
    assertThat(none.programs()).isEmpty();
  }

  @Test
  void whatWasNotLookedForIsNotSaidToBeAll() throws Exception {
    assertThat(ContentsNote.decode(note(5), "app", LAYERS, STEPS, 6)).isNull();
  }

  @Test
  void otherLayersBelowTheSameOneAreAnotherImage() throws Exception {
    List<Digest> others = List.of(Digest.ofSha256Hex("c".repeat(64)), LAYERS.getLast());

    assertThat(ContentsNote.decode(note(5), "app", others, STEPS, 5)).isNull();
    assertThat(ContentsNote.decode(note(5), "app", LAYERS.subList(1, 2), STEPS, 5)).isNull();
  }

  @Test
  void anotherVersionIsMadeAnew() throws Exception {
    byte[] note = note(5);
    note[3]++;

    assertThat(ContentsNote.decode(note, "app", LAYERS, STEPS, 5)).isNull();
  }
}
