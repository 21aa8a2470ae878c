package dev.slipway.runtime.run;

import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The less common wishes for a container. A setting that was not given is not there.
public record Settings(Map<Setting, List<String>> values) {
  public static final Settings NONE = new Settings(Map.of());

  public Settings {
    values = Map.copyOf(values);
  }

  public boolean has(Setting setting) {
    return values.containsKey(setting);
  }

  public List<String> list(Setting setting) {
    return values.getOrDefault(setting, List.of());
  }

  /// The only value; empty if there is none.
  public String text(Setting setting) {
    List<String> all = list(setting);
    return all.isEmpty() ? "" : all.getLast();
  }

  /// The value, or 0.
  public long number(Setting setting) {
    String text = text(setting);
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  public boolean flag(Setting setting) {
    return text(setting).equals("true");
  }

  /// What stands before and after the first `=` of each value.
  public Map<String, String> pairs(Setting setting) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String value : list(setting)) {
      int equals = value.indexOf('=');
      pairs.put(
          equals < 0 ? value : value.substring(0, equals),
          equals < 0 ? "" : value.substring(equals + 1));
    }
    return pairs;
  }

  /// The same with another value.
  public Settings with(Setting setting, List<String> value) {
    var changed = new HashMap<>(values);
    changed.put(setting, List.copyOf(value));
    return new Settings(changed);
  }

  public Settings with(Setting setting, String value) {
    return with(setting, List.of(value));
  }

  public Settings without(Setting setting) {
    var changed = new HashMap<>(values);
    changed.remove(setting);
    return new Settings(changed);
  }

  static Settings read(JsonReader reader) {
    Map<Setting, List<String>> values = new HashMap<>();
    reader.beginObject();
    while (reader.hasNextField()) {
      Setting setting = Setting.of(reader.nextField());
      if (setting == null) {
        reader.skipValue();
      } else {
        values.put(setting, JsonFields.texts(reader));
      }
    }
    reader.endObject();
    return new Settings(values);
  }

  void write(JsonWriter writer) {
    writer.beginObject();
    for (Setting setting : Setting.values()) {
      if (has(setting)) {
        JsonFields.write(writer, setting.option(), list(setting));
      }
    }
    writer.endObject();
  }
}
