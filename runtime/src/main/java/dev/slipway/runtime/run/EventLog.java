package dev.slipway.runtime.run;

import dev.slipway.image.json.JsonDocuments;
import dev.slipway.linux.Terminal;
import io.avaje.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What happened in one store: a line of JSON for each event, which every process appends to. A
/// full file makes room by becoming the older of two.
public final class EventLog {
  private static final long MOST_BYTES = 4 << 20;

  private final Path file;

  EventLog(Path file) {
    this.file = file;
  }

  /// @param root the store's directory; the log is its `events.jsonl`
  public static EventLog ofStore(Path root) {
    return new EventLog(root.resolve("events.jsonl"));
  }

  /// Notes something that happened to a container. What cannot be written is not worth a failure of
  /// what it tells of.
  public void append(ContainerRecord record, String action, Map<String, String> more) {
    append(of(record, action, more));
  }

  public void append(ContainerRecord record, String action) {
    append(record, action, Map.of());
  }

  /// That its terminal has another size.
  public void resized(ContainerRecord record, Terminal.Size size) {
    append(resize(record, size));
  }

  static Event resize(ContainerRecord record, Terminal.Size size) {
    var height = Integer.toString(size.rows());
    return of(record, "resize", Map.of("height", height, "width", "" + size.columns()));
  }

  static Event of(ContainerRecord record, String action, Map<String, String> more) {
    Map<String, String> attributes = new TreeMap<>(record.labels());
    attributes.put("image", record.imageName());
    attributes.put("name", record.name());
    attributes.putAll(more);
    return new Event(Instant.now(), "container", action, record.id(), attributes);
  }

  public void append(Event event) {
    append(List.of(event));
  }

  /// Several that belong together, in one go.
  void append(List<Event> events) {
    var bytes = new ByteArrayOutputStream();
    for (Event event : events) {
      try (JsonWriter writer = JsonFields.JSON.writer(bytes)) {
        event.write(writer);
      }
      bytes.write('\n');
    }
    try {
      if (Files.exists(file) && Files.size(file) > MOST_BYTES) {
        Files.move(file, older(), StandardCopyOption.ATOMIC_MOVE);
      }
      Files.write(file, bytes.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException full) {
      // See above.
    }
  }

  private Path older() {
    return file.resolveSibling(file.getFileName() + ".1");
  }

  /// A reader that begins with the oldest event there is.
  public Cursor open() {
    return new Cursor();
  }

  /// Reads events in the order in which they were written, and goes on where it stopped.
  public final class Cursor {
    private boolean begun;
    private long position;

    private Cursor() {}

    /// What was written since the last call.
    public List<Event> next() throws IOException {
      List<Event> events = new ArrayList<>();
      if (!begun) {
        begun = true;
        readFrom(older(), 0, events);
      }
      if (Files.exists(file) && Files.size(file) < position) {
        position = 0; // It began anew.
      }
      position = readFrom(file, position, events);
      return events;
    }

    private static long readFrom(Path path, long from, List<Event> events) throws IOException {
      byte[] bytes;
      try (InputStream input = Files.newInputStream(path)) {
        input.skipNBytes(from);
        bytes = input.readAllBytes();
      } catch (NoSuchFileException | EOFException none) {
        return from;
      }
      int start = 0;
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] == '\n') {
          add(Arrays.copyOfRange(bytes, start, i), events);
          start = i + 1;
        }
      }
      return from + start;
    }

    private static void add(byte[] line, List<Event> events) {
      try {
        events.add(JsonDocuments.read(line, Event::read));
      } catch (RuntimeException cut) { // A line that a crash of the machine cut off.
        // The others can be read.
      }
    }
  }
}
