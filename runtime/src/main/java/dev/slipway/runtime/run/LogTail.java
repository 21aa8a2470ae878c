package dev.slipway.runtime.run;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Finds where the last lines of a log begin, reading it from its end.
final class LogTail {
  private static final int WINDOW = 1 << 16;

  /// Time, stream and tag of a record fit into this.
  private static final int HEAD = 64;

  private final RandomAccessFile log;
  private byte[] window = new byte[0];
  private long windowStart;
  private long found;

  private LogTail(RandomAccessFile log) {
    this.log = log;
  }

  /// Where to begin reading.
  record Start(Path file, long position) {}

  /// Where the last `lines` lines begin. The records of a long line belong together; an unfinished
  /// line at the end counts as one.
  ///
  /// @param lines negative for all
  static Start start(LogFiles files, long lines) throws IOException {
    List<Path> all = files.all();
    if (all.isEmpty()) {
      return new Start(files.newest(), 0);
    }
    long wanted = lines;
    for (int i = all.size() - 1; i >= 0 && wanted >= 0; i--) {
      try (var log = new RandomAccessFile(all.get(i).toFile(), "r")) {
        var tail = new LogTail(log);
        long position = tail.search(log.length(), wanted);
        if (position > 0 || tail.found == wanted) {
          return new Start(all.get(i), position);
        }
        wanted -= tail.found;
      }
    }
    return new Start(all.getFirst(), 0);
  }

  private long search(long end, long lines) throws IOException {
    long recordEnd = end;
    while (recordEnd > 0) {
      long start = recordStart(recordEnd);
      if (endsLine(start, recordEnd) || recordEnd == end) {
        if (found == lines) {
          return recordEnd;
        }
        found++;
      }
      recordEnd = start;
    }
    return 0;
  }

  /// The record's last byte is its line end, unless it is still being written.
  private long recordStart(long end) throws IOException {
    long at = end - 1;
    while (at > 0 && byteAt(at - 1) != '\n') {
      at--;
    }
    return at;
  }

  private byte byteAt(long position) throws IOException {
    if (position < windowStart || position >= windowStart + window.length) {
      windowStart = Math.max(0, position + 1 - WINDOW);
      window = new byte[(int) (position + 1 - windowStart)];
      log.seek(windowStart);
      log.readFully(window);
    }
    return window[(int) (position - windowStart)];
  }

  private boolean endsLine(long start, long end) throws IOException {
    byte[] head = new byte[(int) Math.min(HEAD, end - start)];
    if (start >= windowStart && start + head.length <= windowStart + window.length) {
      head =
          Arrays.copyOfRange(
              window, (int) (start - windowStart), (int) (start - windowStart) + head.length);
    } else {
      log.seek(start);
      log.readFully(head);
    }
    LogLine line = LogReader.parse(head);
    return line != null && line.whole();
  }
}
