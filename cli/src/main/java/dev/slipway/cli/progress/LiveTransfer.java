package dev.slipway.cli.progress;

import dev.slipway.builder.BuildEvent;
import dev.slipway.builder.solve.TransferSize;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// A download or upload as the terminal shows it: how far it is, how fast, and how long it will
/// still take at the rate of the last seconds.
final class LiveTransfer {
  private static final Duration BETWEEN_SAMPLES = Duration.ofMillis(500);
  private static final int SAMPLES = 10;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private record Sample(Instant at, long bytes) {}

  private final String id;
  private final Instant startedAt;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private long current;
  private long total;
  private @Nullable Instant endedAt;

  LiveTransfer(String id, Instant startedAt) {
    this.id = id;
    this.startedAt = startedAt;
  }

  boolean isDone() {
    return endedAt != null;
  }

  void moved(BuildEvent.StepTransfer event) {
    current = event.current();
    total = event.total();
    if (event.done()) {
      endedAt = event.at();
    }
    if (samples.isEmpty()
        || Duration.between(samples.getLast().at(), event.at()).compareTo(BETWEEN_SAMPLES) >= 0) {
      samples.addLast(new Sample(event.at(), current));
    }
    if (samples.size() > SAMPLES) {
      samples.removeFirst();
    }
  }

  String seconds(Instant now) {
    return Seconds.tenths(startedAt, endedAt == null ? now : endedAt) + "s";
  }

  /// `sha256:4f06... 12.3MB / 80MB 4.1MB/s 17s left`
  String text(Instant now) {
    var text = new StringBuilder(id).append(' ').append(TransferSize.text(current));
    if (endedAt != null) {
      return text.append(" done").toString();
    }
    if (total > 0) {
      text.append(" / ").append(TransferSize.text(total));
    }
    long rate = bytesPerSecond(now);
    if (rate > 0) {
      text.append(' ').append(TransferSize.text(rate)).append("/s");
      if (total > current) {
        text.append(' ').append(remaining(Math.ceilDiv(total - current, rate))).append(" left");
      }
    }
    return text.toString();
  }

  /// Zero where there is nothing to tell it from.
  private long bytesPerSecond(Instant now) {
    if (samples.isEmpty()) {
      return 0;
    }
    Sample first = samples.getFirst();
    long nanos = Duration.between(first.at(), now).toNanos();
    long moved = current - first.bytes();
    return nanos < BETWEEN_SAMPLES.toNanos() || moved <= 0
        ? 0
        : (long) (moved * (double) NANOS_PER_SECOND / nanos);
  }

  private static String remaining(long seconds) {
    if (seconds < 60) {
      return seconds + "s";
    }
    long minutes = seconds / 60;
    return minutes < 60
        ? minutes + "m" + seconds % 60 + "s"
        : minutes / 60 + "h" + minutes % 60 + "m";
  }
}
