package dev.slipway.runtime.run;

import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `container.json`. Fields that are not known are skipped, those that are missing are empty.
final class ContainerRecordJson {
  private String id = "";
  private String name = "";
  private Instant created = Instant.EPOCH;
  private String imageName = "";
  private String imageId = "";
  private List<String> layers = List.of();
  private @Nullable List<String> entrypoint;
  private List<String> command = List.of();
  private List<String> environment = List.of();
  private String workingDirectory = "/";
  private String user = "";
  private String hostname = "";
  private boolean terminal;
  private boolean stdin;
  private String stopSignal = "SIGTERM";
  private boolean autoRemove;
  private NetworkMode network = NetworkMode.BRIDGE;
  private List<PortRecord> ports = List.of();
  private List<String> exposedPorts = List.of();
  private List<VolumeRecord> volumes = List.of();
  private Map<String, String> labels = Map.of();
  private List<String> extraHosts = List.of();
  private Settings settings = Settings.NONE;

  private ContainerRecordJson() {}

  static ContainerRecord read(JsonReader reader) {
    return fields(reader).record();
  }

  /// The record with another name.
  static ContainerRecord readRenamed(JsonReader reader, String newName) {
    ContainerRecordJson json = fields(reader);
    json.name = newName;
    return json.record();
  }

  /// The record with other settings.
  static ContainerRecord readUpdated(JsonReader reader, Settings changed) {
    ContainerRecordJson json = fields(reader);
    json.settings = changed;
    return json.record();
  }

  private static ContainerRecordJson fields(JsonReader reader) {
    var json = new ContainerRecordJson();
    reader.beginObject();
    while (reader.hasNextField()) {
      String field = reader.nextField();
      if (!json.readWhatItIs(reader, field) && !json.readWhatItRuns(reader, field)) {
        json.readWhatItSees(reader, field);
      }
    }
    reader.endObject();
    return json;
  }

  private boolean readWhatItIs(JsonReader reader, String field) {
    switch (field) {
      case "id" -> id = reader.readString();
      case "name" -> name = reader.readString();
      case "created" -> created = JsonFields.time(reader);
      case "imageName" -> imageName = reader.readString();
      case "imageId" -> imageId = reader.readString();
      case "layers" -> layers = JsonFields.texts(reader);
      case "labels" -> labels = JsonFields.map(reader);
      case "autoRemove" -> autoRemove = reader.readBoolean();
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean readWhatItRuns(JsonReader reader, String field) {
    switch (field) {
      case "entrypoint" -> entrypoint = JsonFields.texts(reader);
      case "command" -> command = JsonFields.texts(reader);
      case "environment" -> environment = JsonFields.texts(reader);
      case "workingDirectory" -> workingDirectory = reader.readString();
      case "user" -> user = reader.readString();
      case "terminal" -> terminal = reader.readBoolean();
      case "stdin" -> stdin = reader.readBoolean();
      case "stopSignal" -> stopSignal = reader.readString();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void readWhatItSees(JsonReader reader, String field) {
    switch (field) {
      case "hostname" -> hostname = reader.readString();
      case "network" -> network = NetworkMode.of(reader.readString());
      case "ports" -> ports = JsonFields.ports(reader);
      case "exposedPorts" -> exposedPorts = JsonFields.texts(reader);
      case "volumes" -> volumes = readVolumes(reader);
      case "extraHosts" -> extraHosts = JsonFields.texts(reader);
      case "settings" -> settings = Settings.read(reader);
      default -> reader.skipValue();
    }
  }

  private static List<VolumeRecord> readVolumes(JsonReader reader) {
    List<VolumeRecord> volumes = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNextElement()) {
      volumes.add(VolumeRecord.read(reader));
    }
    reader.endArray();
    return volumes;
  }

  private ContainerRecord record() {
    return new ContainerRecord(
        id,
        name,
        created,
        imageName,
        imageId,
        layers,
        entrypoint,
        command,
        environment,
        workingDirectory,
        user,
        hostname,
        terminal,
        stdin,
        stopSignal,
        autoRemove,
        network,
        ports,
        exposedPorts,
        volumes,
        labels,
        extraHosts,
        settings);
  }

  static void write(JsonWriter writer, ContainerRecord record) {
    writer.beginObject();
    JsonFields.write(writer, "id", record.id());
    JsonFields.write(writer, "name", record.name());
    JsonFields.write(writer, "created", record.created());
    JsonFields.write(writer, "imageName", record.imageName());
    JsonFields.write(writer, "imageId", record.imageId());
    JsonFields.write(writer, "layers", record.layers());
    JsonFields.write(writer, "labels", record.labels());
    JsonFields.write(writer, "autoRemove", record.autoRemove());
    List<String> entrypoint = record.entrypoint();
    if (entrypoint != null) {
      JsonFields.write(writer, "entrypoint", entrypoint);
    }
    JsonFields.write(writer, "command", record.command());
    JsonFields.write(writer, "environment", record.environment());
    JsonFields.write(writer, "workingDirectory", record.workingDirectory());
    JsonFields.write(writer, "user", record.user());
    JsonFields.write(writer, "terminal", record.terminal());
    JsonFields.write(writer, "stdin", record.stdin());
    JsonFields.write(writer, "stopSignal", record.stopSignal());
    JsonFields.write(writer, "hostname", record.hostname());
    JsonFields.write(writer, "network", record.network().word());
    JsonFields.writePorts(writer, "ports", record.ports());
    JsonFields.write(writer, "exposedPorts", record.exposedPorts());
    writeVolumes(writer, record.volumes());
    JsonFields.write(writer, "extraHosts", record.extraHosts());
    if (!record.settings().equals(Settings.NONE)) {
      writer.name("settings");
      record.settings().write(writer);
    }
    writer.endObject();
  }

  private static void writeVolumes(JsonWriter writer, List<VolumeRecord> volumes) {
    writer.name("volumes");
    writer.beginArray();
    for (VolumeRecord volume : volumes) {
      volume.write(writer);
    }
    writer.endArray();
  }
}
