package dev.slipway.cli.progress.transfer;

import dev.slipway.cli.TextOutput;
import dev.slipway.cli.render.HumanSize;
import dev.slipway.cli.render.SafeText;
import dev.slipway.image.Digest;
import dev.slipway.linux.Terminal;
import dev.slipway.registry.TransferEvent;
import dev.slipway.registry.TransferEvent.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// One line a layer, drawn over itself, and below them how fast all of it goes and how long it will
/// take.
final class LiveTransfer implements TransferProgress {
  private static final Duration BETWEEN_FRAMES = Duration.ofMillis(100);
  private static final int BAR = 50;
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final TextOutput output;
  private final Supplier<Terminal.Size> size;
  private final InstantSource clock;
  private final Map<Digest, Row> rows = new LinkedHashMap<>();
  private Instant startedAt;
  private Instant drawnAt = Instant.EPOCH;
  private int drawn;

  /// A layer's line.
  private record Row(String words, boolean moving, long done, long total) {}

  LiveTransfer(TextOutput output, Supplier<Terminal.Size> size, InstantSource clock) {
    this.output = output;
    this.size = size;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  @Override
  public synchronized void on(TransferEvent event) {
    switch (event) {
      case TransferEvent.LayerStage stage -> {
        Row before = rows.get(stage.layer());
        rows.put(
            stage.layer(),
            new Row(
                PlainTransfer.words(stage),
                false,
                before == null ? 0 : before.done,
                before == null ? 0 : before.total));
        drawSometimes(stage.stage() == Stage.PULLED || stage.stage() == Stage.PUSHED);
      }
      case TransferEvent.LayerBytes(var layer, var stage, long done, long total) -> {
        rows.put(layer, new Row(stage.words(), true, done, total));
        drawSometimes(false);
      }
      case TransferEvent.Notice(String text) -> above(SafeText.ofLines(text));
      case TransferEvent.Pulling _, TransferEvent.Pushing _ -> {
        draw(false);
        drawn = 0;
        rows.clear();
        startedAt = clock.instant();
        above(PlainTransfer.heading(event));
      }
    }
  }

  /// A line that stays, above the layers.
  private void above(String line) {
    var text = new StringBuilder();
    if (drawn > 0) {
      text.append("\u001b[").append(drawn).append('A');
    }
    text.append('\r').append(line).append(CLEAR_LINE).append('\n').append(CLEAR_BELOW);
    drawn = 0;
    output.print(text.toString());
    draw(true);
  }

  private void drawSometimes(boolean now) {
    Instant time = clock.instant();
    if (now || Duration.between(drawnAt, time).compareTo(BETWEEN_FRAMES) >= 0) {
      drawnAt = time;
      draw(true);
    }
  }

  private void draw(boolean withTotal) {
    Terminal.Size terminal = size.get();
    List<String> lines = new ArrayList<>();
    rows.forEach((layer, row) -> lines.add(line(layer, row)));
    if (withTotal && rows.values().stream().anyMatch(Row::moving)) {
      lines.add(total());
    }
    int room = Math.max(1, terminal.rows() - 2);
    List<String> shown =
        lines.size() <= room ? lines : lines.subList(lines.size() - room, lines.size());
    var text = new StringBuilder();
    if (drawn > 0) {
      text.append("\u001b[").append(drawn).append('A');
    }
    for (String line : shown) {
      text.append('\r').append(cut(line, terminal.columns())).append(CLEAR_LINE).append('\n');
    }
    text.append(CLEAR_BELOW);
    drawn = shown.size();
    output.print(text.toString());
    output.flush();
  }

  private static String line(Digest layer, Row row) {
    String start = layer.shortHex() + ": " + row.words;
    if (!row.moving) {
      return start;
    }
    if (row.total <= 0) {
      return start + " " + HumanSize.of(row.done);
    }
    int filled = (int) (BAR * Math.min(row.done, row.total) / row.total);
    String bar = "=".repeat(filled) + (filled < BAR ? ">" + " ".repeat(BAR - filled - 1) : "");
    return start + " [" + bar + "] " + HumanSize.of(row.done) + "/" + HumanSize.of(row.total);
  }

  private String total() {
    long done = 0;
    long all = 0;
    for (Row row : rows.values()) {
      done += row.done;
      all += Math.max(row.total, row.done);
    }
    long millis = Math.max(1, Duration.between(startedAt, clock.instant()).toMillis());
    long rate = done * 1000 / millis;
    String line =
        HumanSize.of(done) + " of " + HumanSize.of(all) + ", " + HumanSize.of(rate) + "/s";
    return rate == 0 || all <= done ? line : line + ", " + (all - done) / rate + "s left";
  }

  private static String cut(String line, int width) {
    return line.length() <= width ? line : line.substring(0, Math.max(0, width));
  }

  @Override
  public synchronized void close() {
    draw(false);
  }
}
