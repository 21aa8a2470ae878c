package dev.slipway.runtime.run;

import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a container's health checks say.
///
/// @param log the last checks, the newest last
public record Health(Status status, int failingStreak, List<Probe> log) {
  static final Health STARTING = new Health(Status.STARTING, 0, List.of());
  private static final int MOST_PROBES = 5;

  public Health {
    log = List.copyOf(log);
  }

  /// Docker's words.
  public enum Status {
    STARTING,
    HEALTHY,
    UNHEALTHY;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// One check.
  ///
  /// @param exitCode 0: healthy; -1: it took too long
  public record Probe(Instant start, Instant end, int exitCode, String output) {}

  /// @param counts false: a failure does not, as the container is still starting
  Health with(Probe probe, int retries, boolean counts) {
    List<Probe> probes = new ArrayList<>(log);
    probes.add(probe);
    List<Probe> last = probes.subList(Math.max(0, probes.size() - MOST_PROBES), probes.size());
    if (probe.exitCode() == 0) {
      return new Health(Status.HEALTHY, 0, last);
    }
    if (!counts) {
      return new Health(status, failingStreak, last);
    }
    int streak = failingStreak + 1;
    return new Health(streak >= retries ? Status.UNHEALTHY : status, streak, last);
  }

  static Health read(JsonReader reader) {
    Status status = Status.STARTING;
    int streak = 0;
    List<Probe> log = new ArrayList<>();
    reader.beginObject();
    while (reader.hasNextField()) {
      switch (reader.nextField()) {
        case "status" -> status = Status.valueOf(reader.readString());
        case "failingStreak" -> streak = reader.readInt();
        case "log" -> {
          reader.beginArray();
          while (reader.hasNextElement()) {
            log.add(readProbe(reader));
          }
          reader.endArray();
        }
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    return new Health(status, streak, log);
  }

  private static Probe readProbe(JsonReader reader) {
    Instant start = Instant.EPOCH;
    Instant end = Instant.EPOCH;
    int code = 0;
    String output = "";
    reader.beginObject();
    while (reader.hasNextField()) {
      switch (reader.nextField()) {
        case "start" -> start = JsonFields.time(reader);
        case "end" -> end = JsonFields.time(reader);
        case "exitCode" -> code = reader.readInt();
        case "output" -> output = reader.readString();
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    return new Probe(start, end, code, output);
  }

  static void write(JsonWriter writer, Health health) {
    writer.beginObject();
    JsonFields.write(writer, "status", health.status().name());
    JsonFields.write(writer, "failingStreak", health.failingStreak());
    writer.name("log");
    writer.beginArray();
    for (Probe probe : health.log()) {
      writer.beginObject();
      JsonFields.write(writer, "start", probe.start());
      JsonFields.write(writer, "end", probe.end());
      JsonFields.write(writer, "exitCode", probe.exitCode());
      JsonFields.write(writer, "output", probe.output());
      writer.endObject();
    }
    writer.endArray();
    writer.endObject();
  }
}
