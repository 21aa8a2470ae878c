package dev.slipway.runtime.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads the log that conmon writes: `TIME stdout|stderr F|P TEXT` per line, where `P` marks a line
/// that the next one of its stream continues.
final class LogReader {
  private static final int BLOCK = 1 << 16;
  private static final long PAUSE_MILLIS = 50;

  private final LogFiles files;
  private final @Nullable Instant since;
  private final @Nullable Instant until;
  private final Consumer<LogLine> sink;
  private byte[] pending = new byte[0];
  private boolean pastTheEnd;

  LogReader(LogFiles files, LogQuery query, Consumer<LogLine> sink) {
    this.files = files;
    this.since = query.since();
    this.until = query.until();
    this.sink = sink;
  }

  /// Whether the container still writes; asked before a last look at the file, so nothing is
  /// missed.
  interface Writer {
    boolean writes() throws IOException;
  }

  /// Hands over what is there, from `start` on.
  ///
  /// @param writer asked after each look at the file; it is read on until it says no
  void read(LogTail.Start start, Writer writer) throws IOException, InterruptedException {
    Path next = start.file();
    long position = start.position();
    try {
      while (next != null) {
        next = readOne(next, position, writer);
        position = 0; // Another file was begun, as this one was full.
      }
    } catch (NoSuchFileException neverStarted) {
      // Nothing was written yet.
    }
  }

  /// @return the file that follows the one that was read; null for none
  private @Nullable Path readOne(Path file, long position, Writer writer)
      throws IOException, InterruptedException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Object identity = LogFiles.identity(file);
      channel.position(position);
      while (true) {
        boolean more = writer.writes();
        Path next = files.after(identity);
        drain(channel);
        if (pastTheEnd || next != null) {
          return pastTheEnd ? null : next;
        }
        if (!more) {
          return null;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  private void drain(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BLOCK);
    while (channel.read(buffer.clear()) > 0) {
      byte[] block = buffer.array();
      int end = buffer.position();
      int start = 0;
      for (int i = 0; i < end; i++) {
        if (block[i] == '\n') {
          accept(joined(block, start, i));
          start = i + 1;
        }
      }
      pending = joined(block, start, end);
    }
  }

  /// What was left from the block before, and this.
  private byte[] joined(byte[] block, int start, int end) {
    byte[] line = Arrays.copyOf(pending, pending.length + end - start);
    System.arraycopy(block, start, line, pending.length, end - start);
    pending = new byte[0];
    return line;
  }

  private void accept(byte[] line) {
    LogLine parsed = parse(line);
    if (parsed == null) {
      return;
    }
    if (since != null || until != null) {
      Instant time = time(parsed);
      if (since != null && time.isBefore(since)) {
        return;
      }
      if (until != null && time.isAfter(until)) {
        pastTheEnd = true;
        return;
      }
    }
    sink.accept(parsed);
  }

  private static Instant time(LogLine line) {
    try {
      return OffsetDateTime.parse(line.time()).toInstant();
    } catch (DateTimeException damaged) {
      return Instant.EPOCH;
    }
  }

  /// Null for a line that is not one of conmon's (a damaged file).
  static @Nullable LogLine parse(byte[] line) {
    int time = indexOf(line, 0);
    int stream = time < 0 ? -1 : indexOf(line, time + 1);
    int tag = stream < 0 ? -1 : indexOf(line, stream + 1);
    if (tag != stream + 2) {
      return null;
    }
    boolean error = stream - time == 7 && line[time + 4] == 'e';
    return new LogLine(
        new String(line, 0, time, StandardCharsets.US_ASCII),
        error,
        Arrays.copyOfRange(line, tag + 1, line.length),
        line[stream + 1] == 'F');
  }

  private static int indexOf(byte[] line, int from) {
    for (int i = from; i < line.length; i++) {
      if (line[i] == ' ') {
        return i;
      }
    }
    return -1;
  }
}
