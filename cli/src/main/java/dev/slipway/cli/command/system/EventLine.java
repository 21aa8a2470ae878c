package dev.slipway.cli.command.system;

import dev.slipway.cli.render.JsonText;
import dev.slipway.cli.render.SafeText;
import dev.slipway.cli.render.template.GoTemplate;
import dev.slipway.runtime.run.Event;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An event as `events` prints it.
final class EventLine {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSSX").withZone(ZoneOffset.UTC);

  private final String format;

  /// @param format empty, `json`, or a template
  EventLine(String format) {
    this.format = format;
  }

  String of(Event event) {
    return switch (format) {
      case "" -> plain(event);
      case "json" -> JsonText.compact(document(event));
      default -> GoTemplate.parse(format).render(document(event));
    };
  }

  private static String plain(Event event) {
    List<String> attributes = new ArrayList<>();
    new TreeMap<>(event.attributes()).forEach((key, value) -> attributes.add(key + "=" + value));
    return SafeText.of(
        TIME.format(event.time())
            + " "
            + event.type()
            + " "
            + event.action()
            + " "
            + event.id()
            + " ("
            + String.join(", ", attributes)
            + ")");
  }

  private static Map<String, @Nullable Object> document(Event event) {
    Map<String, @Nullable Object> actor = new LinkedHashMap<>();
    actor.put("ID", event.id());
    actor.put("Attributes", new TreeMap<>(event.attributes()));
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("status", event.action());
    json.put("id", event.id());
    json.put("from", event.attributes().getOrDefault("image", ""));
    json.put("Type", event.type());
    json.put("Action", event.action());
    json.put("Actor", actor);
    json.put("scope", "local");
    json.put("time", event.time().getEpochSecond());
    json.put("timeNano", ChronoUnit.NANOS.between(Instant.EPOCH, event.time()));
    return json;
  }
}
