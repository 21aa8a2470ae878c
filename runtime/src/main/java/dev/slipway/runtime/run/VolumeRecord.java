package dev.slipway.runtime.run;

import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Something from outside of its image that a container sees at `target`.
///
/// @param source a path of the host (bind), a volume's name, an image's name; empty for memory
/// @param options what else was asked for, `KEY` or `KEY=VALUE`; for an image its layers too,
///   `layer=sha256:...`, bottom first
public record VolumeRecord(
    Kind kind, String source, String target, boolean readOnly, List<String> options) {
  /// That the volume came with the container and goes with it.
  public static final String ANONYMOUS = "anonymous";

  /// That a new volume is not filled with what the image has in its place.
  public static final String NO_COPY = "nocopy";

  /// What is seen.
  public enum Kind {
    BIND,
    VOLUME,
    TMPFS,
    IMAGE;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public VolumeRecord {
    options = List.copyOf(options);
  }

  /// A directory or file of the host, made if it is missing.
  public VolumeRecord(String source, String target, boolean readOnly) {
    this(Kind.BIND, source, target, readOnly, List.of());
  }

  public boolean anonymous() {
    return options.contains(ANONYMOUS);
  }

  /// The last value of an option; null if it was not given.
  public @Nullable String option(String key) {
    String found = null;
    for (String option : options) {
      if (option.startsWith(key + "=")) {
        found = option.substring(key.length() + 1);
      }
    }
    return found;
  }

  /// All values of an option that may be given several times.
  public List<String> values(String key) {
    List<String> values = new ArrayList<>();
    for (String option : options) {
      if (option.startsWith(key + "=")) {
        values.add(option.substring(key.length() + 1));
      }
    }
    return values;
  }

  static VolumeRecord read(JsonReader reader) {
    String kind = "bind";
    String source = "";
    String target = "";
    boolean readOnly = false;
    List<String> options = List.of();
    reader.beginObject();
    while (reader.hasNextField()) {
      switch (reader.nextField()) {
        case "kind" -> kind = reader.readString();
        case "source" -> source = reader.readString();
        case "target" -> target = reader.readString();
        case "readOnly" -> readOnly = reader.readBoolean();
        case "options" -> options = JsonFields.texts(reader);
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    return new VolumeRecord(
        Kind.valueOf(kind.toUpperCase(Locale.ROOT)), source, target, readOnly, options);
  }

  void write(JsonWriter writer) {
    writer.beginObject();
    JsonFields.write(writer, "kind", kind.word());
    JsonFields.write(writer, "source", source);
    JsonFields.write(writer, "target", target);
    JsonFields.write(writer, "readOnly", readOnly);
    JsonFields.write(writer, "options", options);
    writer.endObject();
  }
}
