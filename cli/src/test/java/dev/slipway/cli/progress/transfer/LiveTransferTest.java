package dev.slipway.cli.progress.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.TextOutput;
import dev.slipway.image.Digest;
import dev.slipway.linux.Terminal;
import dev.slipway.registry.Repository;
import dev.slipway.registry.TransferEvent.LayerBytes;
import dev.slipway.registry.TransferEvent.LayerStage;
import dev.slipway.registry.TransferEvent.Notice;
import dev.slipway.registry.TransferEvent.Pulling;
import dev.slipway.registry.TransferEvent.Stage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveTransferTest {
  private static final Digest ONE = Digest.parse("sha256:" + "1".repeat(64));
  private static final Digest TWO = Digest.parse("sha256:" + "2".repeat(64));

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Instant now = Instant.ofEpochSecond(1000);
  private Terminal.Size size = new Terminal.Size(25, 120);
  private final LiveTransfer transfer =
      new LiveTransfer(new TextOutput(bytes), () -> size, () -> now);

  /// What came since the last look, a line each, without what moves the cursor.
  private List<String> drawn() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    return text.replaceAll("\u001b\\[[0-9]*[A-Z]|\r", "").lines().toList();
  }

  private void begin() {
    transfer.on(new Pulling("1", new Repository("registry.test", "team/echo")));
    transfer.on(new LayerStage(ONE, Stage.PULLING, ""));
    transfer.on(new LayerStage(TWO, Stage.PULLING, ""));
    var _ = drawn();
  }

  @Test
  void eachLayerHasALineWithABarAndBelowThemStandRateAndTimeLeft() {
    begin();
    now = now.plusSeconds(2);
    transfer.on(new LayerBytes(ONE, Stage.DOWNLOADING, 10_000_000, 20_000_000));

    assertThat(drawn())
        .containsExactly(
            "111111111111: Downloading [" + "=".repeat(25) + ">" + " ".repeat(24) + "] 10MB/20MB",
            "222222222222: Pulling fs layer",
            "10MB of 20MB, 5MB/s, 2s left");
  }

  @Test
  void aLayerThatIsThereKeepsItsWordsAndTheLineOfTheTotalGoes() {
    begin();
    transfer.on(new LayerStage(ONE, Stage.PULLED, ""));
    transfer.on(new LayerStage(TWO, Stage.PULLED, ""));
    transfer.close();

    assertThat(drawn())
        .endsWith("111111111111: Pull complete", "222222222222: Pull complete")
        .noneMatch(line -> line.contains("/s"));
  }

  @Test
  void framesAreDrawnTenTimesASecondAndNoOftener() {
    begin();
    now = now.plusMillis(500);
    transfer.on(new LayerBytes(ONE, Stage.DOWNLOADING, 1, 20));
    assertThat(drawn()).isNotEmpty();
    now = now.plusMillis(99);
    transfer.on(new LayerBytes(ONE, Stage.DOWNLOADING, 2, 20));
    assertThat(drawn()).isEmpty();
    now = now.plusMillis(1);
    transfer.on(new LayerBytes(ONE, Stage.DOWNLOADING, 3, 20));
    assertThat(drawn()).isNotEmpty();
  }

  @Test
  void noLineIsWiderThanTheTerminalAndNoFrameHigher() {
    begin();
    size = new Terminal.Size(4, 20);
    now = now.plusSeconds(1);
    transfer.on(new LayerBytes(ONE, Stage.DOWNLOADING, 10, 20));

    assertThat(drawn()).hasSize(2).allMatch(line -> line.length() <= 20);
  }

  @Test
  void whatIsToBeSaidStaysAboveTheLayers() {
    begin();
    transfer.on(new Notice("broke off, going on"));

    assertThat(drawn())
        .startsWith("broke off, going on")
        .contains("111111111111: Pulling fs layer");
  }
}
