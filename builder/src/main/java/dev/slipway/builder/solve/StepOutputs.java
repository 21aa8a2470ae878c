package dev.slipway.builder.solve;

import dev.slipway.builder.BuildEvent.OutputStreamKind;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/// Passes on what a step's process writes, and keeps its last lines for the error message.
final class StepOutputs {
  private static final int KEPT_LINES = 20;
  private static final int LONGEST_LINE = 4096;

  private final Progress.Entry entry;
  private final Instant start = Instant.now();
  private final List<Stream> streams = new ArrayList<>();
  private final Deque<String> lines = new ArrayDeque<>();

  StepOutputs(Progress.Entry entry) {
    this.entry = entry;
  }

  OutputStream stream(OutputStreamKind kind) {
    var stream = new Stream(kind);
    streams.add(stream);
    return stream;
  }

  /// Ends lines that the process did not end.
  void finish() {
    for (Stream stream : streams) {
      stream.close();
    }
  }

  /// With the seconds since the step's start before each, as the progress shows them.
  synchronized List<String> lastLines() {
    return List.copyOf(lines);
  }

  private synchronized void keep(String line, Instant at) {
    double seconds = Duration.between(start, at).toMillis() / 1000.0;
    lines.addLast(String.format(Locale.ROOT, "%.3f %s", seconds, line));
    if (lines.size() > KEPT_LINES) {
      lines.removeFirst();
    }
  }

  private final class Stream extends OutputStream {
    private final OutputStreamKind kind;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    Stream(OutputStreamKind kind) {
      this.kind = kind;
    }

    @Override
    public void write(int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      if (length == 0) {
        return;
      }
      Instant now = Instant.now();
      entry.output(kind, Arrays.copyOfRange(bytes, offset, offset + length), now);
      for (int i = offset; i < offset + length; i++) {
        if (bytes[i] == '\n') {
          endLine(now);
        } else if (line.size() < LONGEST_LINE) {
          line.write(bytes[i]);
        }
      }
    }

    private void endLine(Instant at) {
      keep(line.toString(StandardCharsets.UTF_8), at);
      line.reset();
    }

    @Override
    public void close() {
      if (line.size() > 0) {
        endLine(Instant.now());
      }
    }
  }
}
