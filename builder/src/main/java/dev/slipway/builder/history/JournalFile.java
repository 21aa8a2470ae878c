package dev.slipway.builder.history;

import dev.slipway.builder.BuildEvent;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A build's journal, `history/REF`: a head, its events as they came, and at its end how it ended.
///
/// Each frame is one write, so that what is there of a killed build's is true. The last twelve
/// bytes of a finished one tell where its end begins: a list reads two frames of each.
final class JournalFile {
  private static final int MAGIC = 0x534c424a; // SLBJ
  private static final int VERSION = 1;
  private static final int TAIL = 0x454e4421; // END!
  private static final int TAIL_BYTES = 12;
  private static final int HEAD_KIND = 100;
  private static final int END_KIND = 101;

  private JournalFile() {}

  /// Who writes it, and what it is about.
  record Head(BuildRecord record, ProcessMark writer) {}

  /// Is told of each event and when it was.
  @FunctionalInterface
  interface Receiver {
    void on(BuildEvent event, Instant at);
  }

  /// A journal that is being written.
  static final class Writer implements AutoCloseable {
    private final OutputStream out;
    private long written;

    /// @param record as it begins
    Writer(Path file, BuildRecord record, ProcessMark writer) throws IOException {
      // Not a channel: an interrupted thread could not write how its build ended.
      out = new FileOutputStream(file.toFile());
      byte[] head =
          JournalOutput.frame(HEAD_KIND, record.startedAt())
              .text(record.ref())
              .text(record.name())
              .texts(record.attributes())
              .number(writer.pid())
              .number(writer.startTicks())
              .text(writer.boot())
              .finish();
      byte[] begin = new byte[Integer.BYTES * 2 + head.length];
      ByteBuffer.wrap(begin).putInt(MAGIC).putInt(VERSION).put(head);
      write(begin);
    }

    void write(byte[] frame) throws IOException {
      out.write(frame);
      written += frame.length;
    }

    long written() {
      return written;
    }

    void end(Instant at, BuildStatus status, BuildOutcome outcome) throws IOException {
      byte[] end =
          JournalOutput.frame(END_KIND, at)
              .text(status.filterName())
              .text(outcome.error())
              .text(outcome.detail())
              .text(outcome.imageId())
              .number(outcome.steps().total())
              .number(outcome.steps().completed())
              .number(outcome.steps().cached())
              .texts(outcome.layers())
              .finish();
      byte[] tail = new byte[end.length + TAIL_BYTES];
      ByteBuffer.wrap(tail).put(end).putLong(written).putInt(TAIL);
      write(tail);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /// Null where the file is no journal that this release can read.
  static @Nullable BuildRecord read(Path file) throws IOException {
    try (var random = new RandomAccessFile(file.toFile(), "r")) {
      InputStream in = Channels.newInputStream(random.getChannel());
      Head head = head(new DataInputStream(new BufferedInputStream(in, 1024)));
      if (head == null) {
        return null;
      }
      BuildRecord end = end(random, head.record());
      return end == null ? unfinished(file, head) : end;
    }
  }

  private static @Nullable Head head(DataInputStream in) throws IOException {
    if (in.readInt() != MAGIC || in.readInt() != VERSION) {
      return null;
    }
    var frame = new JournalInput(in);
    if (!frame.next() || frame.kind() != HEAD_KIND) {
      return null;
    }
    var record =
        new BuildRecord(
            frame.text(),
            frame.text(),
            frame.map(),
            frame.at(),
            null,
            BuildStatus.RUNNING,
            BuildOutcome.unfinished(new StepCounts(0, 0, 0)));
    return new Head(record, new ProcessMark(frame.number(), frame.number(), frame.text()));
  }

  private static @Nullable BuildRecord end(RandomAccessFile file, BuildRecord begun)
      throws IOException {
    long length = file.length();
    if (length < TAIL_BYTES) {
      return null;
    }
    file.seek(length - TAIL_BYTES);
    long at = file.readLong();
    if (file.readInt() != TAIL || at < 0 || at >= length) {
      return null;
    }
    file.seek(at);
    byte[] frame = new byte[(int) Math.min(length - TAIL_BYTES - at, 64 << 20)];
    file.readFully(frame);
    var in = new JournalInput(new DataInputStream(new java.io.ByteArrayInputStream(frame)));
    if (!in.next() || in.kind() != END_KIND) {
      return null;
    }
    BuildStatus status = status(in.text());
    return new BuildRecord(
        begun.ref(),
        begun.name(),
        begun.attributes(),
        begun.startedAt(),
        in.at(),
        status,
        new BuildOutcome(
            in.text(),
            in.text(),
            in.text(),
            new StepCounts(in.integer(), in.integer(), in.integer()),
            in.map()));
  }

  private static BuildStatus status(String name) {
    for (BuildStatus status : BuildStatus.values()) {
      if (status.filterName().equals(name)) {
        return status;
      }
    }
    return BuildStatus.ERROR;
  }

  /// Its steps are counted; a killed build's last sign of life was its last event.
  private static BuildRecord unfinished(Path file, Head head) throws IOException {
    var tally = new StepTally();
    Instant[] last = {head.record().startedAt()};
    replay(
        file,
        (event, at) -> {
          tally.on(event);
          last[0] = at;
        });
    boolean runs = head.writer().isAlive();
    BuildRecord record = head.record();
    return new BuildRecord(
        record.ref(),
        record.name(),
        record.attributes(),
        record.startedAt(),
        runs ? null : last[0],
        runs ? BuildStatus.RUNNING : BuildStatus.KILLED,
        BuildOutcome.unfinished(tally.counts()));
  }

  /// Whether each frame can be read up to the one that tells how the build ended.
  static boolean reachesEnd(Path file) throws IOException {
    try (var in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      if (in.readInt() != MAGIC || in.readInt() != VERSION) {
        return false;
      }
      var frame = new JournalInput(in);
      while (frame.next()) {
        if (frame.kind() != HEAD_KIND && frame.kind() != END_KIND) {
          var _ = EventFrames.read(frame);
        } else if (frame.kind() == END_KIND) {
          return in.readNBytes(TAIL_BYTES + 1).length == TAIL_BYTES;
        }
      }
      return false;
    }
  }

  /// Tells all events, in their order.
  static void replay(Path file, Receiver receiver) throws IOException {
    try (var in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      if (in.readInt() != MAGIC || in.readInt() != VERSION) {
        return;
      }
      var frame = new JournalInput(in);
      while (frame.next()) {
        BuildEvent event = EventFrames.read(frame);
        if (event != null) {
          receiver.on(event, frame.at());
        }
      }
    }
  }
}
