package dev.slipway.cli.command.system;

import dev.slipway.cli.CommandException;
import dev.slipway.runtime.run.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// `events --filter`: values of one key are alternatives.
final class EventFilter {
  private static final List<String> KNOWN =
      List.of("container", "event", "image", "label", "network", "scope", "type", "volume");
  private final Map<String, List<String>> values = new HashMap<>();

  EventFilter(List<String> filters) {
    for (String filter : filters) {
      int equals = filter.indexOf('=');
      String key = filter.substring(0, equals);
      if (!KNOWN.contains(key)) {
        throw new CommandException(
            "invalid filter '" + key + "'", "known here: " + String.join(", ", KNOWN));
      }
      values.computeIfAbsent(key, _ -> new ArrayList<>()).add(filter.substring(equals + 1));
    }
  }

  boolean accepts(Event event) {
    return any("type", value -> event.type().equals(value))
        && any("scope", "local"::equals)
        && any("event", value -> isAction(event.action(), value))
        && any("container", value -> isActor(event, "container", value))
        && any("network", value -> isActor(event, "network", value))
        && any("volume", value -> isActor(event, "volume", value))
        && any("image", value -> isImage(event, value))
        && any("label", value -> hasLabel(event.attributes(), value));
  }

  private boolean any(String key, Predicate<String> test) {
    List<String> wanted = values.get(key);
    return wanted == null || wanted.stream().anyMatch(test);
  }

  private static boolean isActor(Event event, String type, String wanted) {
    String name = event.attributes().getOrDefault("name", "");
    return event.type().equals(type) && (name.equals(wanted) || event.id().startsWith(wanted));
  }

  /// `exec_start` means `exec_start: ls` too.
  private static boolean isAction(String action, String wanted) {
    return action.equals(wanted) || action.startsWith(wanted + ":");
  }

  private static boolean isImage(Event event, String wanted) {
    String key = event.type().equals("image") ? "name" : "image";
    String image = event.attributes().getOrDefault(key, "");
    return image.equals(wanted) || image.startsWith(wanted + ":") || event.id().equals(wanted);
  }

  private static boolean hasLabel(Map<String, String> attributes, String wanted) {
    int equals = wanted.indexOf('=');
    return equals < 0
        ? attributes.containsKey(wanted)
        : wanted.substring(equals + 1).equals(attributes.get(wanted.substring(0, equals)));
  }
}
