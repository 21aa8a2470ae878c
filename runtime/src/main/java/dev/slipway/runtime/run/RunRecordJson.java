package dev.slipway.runtime.run;

import dev.slipway.runtime.network.NetworkLink;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `run.json`. Fields that are not known are skipped.
final class RunRecordJson {
  private String bootId = "";
  private Instant startedAt = Instant.EPOCH;
  private boolean started;
  private long pid;
  private long pidStart;
  private long monitorPid;
  private long monitorStart;
  private String keeper = "";
  private List<NetworkLink> links = List.of();
  private List<PortRecord> ports = List.of();
  private @Nullable String error;
  private @Nullable RunEnd end;

  private RunRecordJson() {}

  static RunRecord read(JsonReader reader) {
    var json = new RunRecordJson();
    reader.beginObject();
    while (reader.hasNextField()) {
      String field = reader.nextField();
      if (!json.readProcesses(reader, field)) {
        json.readRest(reader, field);
      }
    }
    reader.endObject();
    return new RunRecord(
        json.bootId,
        json.startedAt,
        json.started,
        json.pid,
        json.pidStart,
        json.monitorPid,
        json.monitorStart,
        json.keeper,
        json.links,
        json.ports,
        json.error,
        json.end);
  }

  private boolean readProcesses(JsonReader reader, String field) {
    switch (field) {
      case "bootId" -> bootId = reader.readString();
      case "pid" -> pid = reader.readLong();
      case "pidStart" -> pidStart = reader.readLong();
      case "monitorPid" -> monitorPid = reader.readLong();
      case "monitorStart" -> monitorStart = reader.readLong();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void readRest(JsonReader reader, String field) {
    switch (field) {
      case "startedAt" -> startedAt = JsonFields.time(reader);
      case "started" -> started = reader.readBoolean();
      case "keeper" -> keeper = reader.readString();
      case "links" -> links = NetworkLinkJson.read(reader);
      case "ports" -> ports = JsonFields.ports(reader);
      case "error" -> error = JsonFields.text(reader);
      case "end" -> end = readEnd(reader);
      default -> reader.skipValue();
    }
  }

  private static RunEnd readEnd(JsonReader reader) {
    Integer exitCode = null;
    Instant finishedAt = null;
    boolean killed = false;
    reader.beginObject();
    while (reader.hasNextField()) {
      switch (reader.nextField()) {
        case "exitCode" -> exitCode = reader.readInt();
        case "finishedAt" -> finishedAt = JsonFields.time(reader);
        case "killedForMemory" -> killed = reader.readBoolean();
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    return new RunEnd(exitCode, finishedAt, killed);
  }

  static void write(JsonWriter writer, RunRecord run) {
    writer.beginObject();
    JsonFields.write(writer, "bootId", run.bootId());
    JsonFields.write(writer, "startedAt", run.startedAt());
    JsonFields.write(writer, "started", run.started());
    JsonFields.write(writer, "pid", run.pid());
    JsonFields.write(writer, "pidStart", run.pidStart());
    JsonFields.write(writer, "monitorPid", run.monitorPid());
    JsonFields.write(writer, "monitorStart", run.monitorStart());
    JsonFields.write(writer, "keeper", run.keeper());
    NetworkLinkJson.write(writer, "links", run.links());
    JsonFields.writePorts(writer, "ports", run.ports());
    JsonFields.write(writer, "error", run.error());
    RunEnd end = run.end();
    if (end != null) {
      writer.name("end");
      writer.beginObject();
      Integer exitCode = end.exitCode();
      if (exitCode != null) {
        JsonFields.write(writer, "exitCode", exitCode.longValue());
      }
      JsonFields.write(writer, "finishedAt", end.finishedAt());
      if (end.killedForMemory()) {
        JsonFields.write(writer, "killedForMemory", true);
      }
      writer.endObject();
    }
    writer.endObject();
  }
}
