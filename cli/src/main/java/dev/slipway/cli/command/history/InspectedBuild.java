package dev.slipway.cli.command.history;

import dev.slipway.builder.history.BuildRecord;
import dev.slipway.builder.history.BuildStatus;
import dev.slipway.builder.history.StepCounts;
import dev.slipway.cli.render.HumanTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A build's record as `history inspect` shows it, with buildx's fields and headings.
final class InspectedBuild {
  private static final int TAB = 8;

  private InspectedBuild() {}

  /// Lines of labels and values, parted by tabs that stand as spaces here.
  ///
  /// @param withRef whether the ID is told: not to who named it
  static String pretty(BuildRecord record, Instant now, boolean withRef) {
    Map<String, String> attributes = record.attributes();
    var text = new StringBuilder();
    Map<String, String> what = new LinkedHashMap<>();
    what.put("Name", record.name());
    what.put("Ref", withRef ? record.ref() : "");
    what.put("Context", attributes.getOrDefault("context", ""));
    what.put("Dockerfile", attributes.getOrDefault("filename", ""));
    what.put("Target", attributes.getOrDefault("target", ""));
    what.put("Platforms", attributes.getOrDefault("platform", ""));
    what.put("Tags", String.join(", ", values(attributes, "tag:")));
    append(text, what);
    table(text, "Named Context", pairs(attributes, "context:"));
    append(text, times(record, now));
    Map<String, String> config = new LinkedHashMap<>();
    config.put("Network", attributes.getOrDefault("force-network-mode", ""));
    config.put("Extra Hosts", attributes.getOrDefault("add-hosts", ""));
    config.put("No Cache", attributes.getOrDefault("no-cache", "-").isEmpty() ? "true" : "");
    config.put("No Cache Filter", attributes.getOrDefault("no-cache", ""));
    config.put("Image Resolve Mode", attributes.getOrDefault("image-resolve-mode", ""));
    config.put("Image", record.outcome().imageId());
    append(text, config);
    table(text, "Build Arg", pairs(attributes, "build-arg:"));
    table(text, "Label", pairs(attributes, "label:"));
    if (!record.outcome().detail().isEmpty()) {
      text.append(record.outcome().detail()).append('\n');
    }
    text.append("Print build logs: slipway buildx history logs ").append(record.ref());
    return text.append('\n').toString();
  }

  private static Map<String, String> times(BuildRecord record, Instant now) {
    Map<String, String> times = new LinkedHashMap<>();
    boolean running = record.status() == BuildStatus.RUNNING;
    times.put("Started", HumanTime.ofList(record.startedAt()));
    times.put("Duration", BuildDuration.text(record.duration(now)) + (running ? " (running)" : ""));
    switch (record.status()) {
      case ERROR -> times.put("Error", record.outcome().error().replace('\n', ' '));
      case CANCELED -> times.put("Status", "Canceled");
      case KILLED -> times.put("Status", "Killed: its process ended without a word");
      case RUNNING, COMPLETED -> {
        // The duration says it.
      }
    }
    StepCounts steps = record.outcome().steps();
    long percent = steps.total() == 0 ? 0 : Math.round(steps.cached() * 100.0 / steps.total());
    times.put(
        "Build Steps", steps.completed() + "/" + steps.total() + " (" + percent + "% cached)");
    return times;
  }

  /// Values begin at a multiple of eight behind the longest label.
  private static void append(StringBuilder text, Map<String, String> rows) {
    int longest = 0;
    for (var row : rows.entrySet()) {
      longest = row.getValue().isEmpty() ? longest : Math.max(longest, row.getKey().length() + 1);
    }
    if (longest == 0) {
      return;
    }
    int width = (longest / TAB + 1) * TAB;
    rows.forEach((label, value) -> {
      if (!value.isEmpty()) {
        text.append(label).append(':').repeat(' ', width - label.length() - 1);
        text.append(value).append('\n');
      }
    });
    text.append('\n');
  }

  private static void table(StringBuilder text, String heading, Map<String, String> rows) {
    if (rows.isEmpty()) {
      return;
    }
    int longest = heading.length();
    for (String name : rows.keySet()) {
      longest = Math.max(longest, name.length());
    }
    int width = (longest / TAB + 1) * TAB;
    text.append(heading.toUpperCase(java.util.Locale.ROOT)).repeat(' ', width - heading.length());
    text.append("VALUE\n");
    rows.forEach((name, value) -> {
      text.append(name).repeat(' ', width - name.length());
      text.append(value.replace('\n', ' ')).append('\n');
    });
    text.append('\n');
  }

  private static Map<String, String> pairs(Map<String, String> attributes, String prefix) {
    Map<String, String> pairs = new LinkedHashMap<>();
    attributes.forEach((name, value) -> {
      if (name.startsWith(prefix)) {
        pairs.put(name.substring(prefix.length()), value);
      }
    });
    return pairs;
  }

  private static List<String> values(Map<String, String> attributes, String prefix) {
    return new ArrayList<>(pairs(attributes, prefix).values());
  }

  /// For JSON and templates.
  static Map<String, Object> fields(BuildRecord record, Instant now) {
    Map<String, String> attributes = record.attributes();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("Name", record.name());
    fields.put("Ref", record.ref());
    fields.put("Context", attributes.getOrDefault("context", ""));
    fields.put("Dockerfile", attributes.getOrDefault("filename", ""));
    fields.put("Target", attributes.getOrDefault("target", ""));
    fields.put("Platform", List.of(attributes.getOrDefault("platform", "").split(",")));
    fields.put("Tags", values(attributes, "tag:"));
    fields.put("NamedContexts", named(pairs(attributes, "context:")));
    fields.put("StartedAt", record.startedAt().toString());
    fields.put("CompletedAt", record.endedAt() == null ? "" : record.endedAt().toString());
    fields.put("Duration", record.duration(now).toNanos());
    fields.put("Status", status(record.status()));
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("Message", record.outcome().error());
    error.put("Detail", record.outcome().detail());
    fields.put("Error", error);
    fields.put("NumCompletedSteps", (long) record.outcome().steps().completed());
    fields.put("NumTotalSteps", (long) record.outcome().steps().total());
    fields.put("NumCachedSteps", (long) record.outcome().steps().cached());
    fields.put("BuildArgs", named(pairs(attributes, "build-arg:")));
    fields.put("Labels", named(pairs(attributes, "label:")));
    fields.put("Config", config(attributes));
    fields.put("Image", record.outcome().imageId());
    return fields;
  }

  private static Map<String, Object> config(Map<String, String> attributes) {
    Map<String, Object> config = new LinkedHashMap<>();
    String noCache = attributes.get("no-cache");
    config.put("Network", attributes.getOrDefault("force-network-mode", ""));
    config.put("ExtraHosts", split(attributes.getOrDefault("add-hosts", "")));
    config.put("ImageResolveMode", attributes.getOrDefault("image-resolve-mode", ""));
    config.put("NoCache", noCache != null && noCache.isEmpty());
    config.put("NoCacheFilter", split(noCache == null ? "" : noCache));
    return config;
  }

  private static List<String> split(String list) {
    return list.isEmpty() ? List.of() : List.of(list.split(","));
  }

  private static String status(BuildStatus status) {
    return switch (status) {
      case ERROR -> "failed";
      case RUNNING, COMPLETED, CANCELED, KILLED -> status.filterName();
    };
  }

  private static List<Object> named(Map<String, String> pairs) {
    var list = new ArrayList<>();
    pairs.forEach((name, value) -> {
      Map<String, Object> pair = new LinkedHashMap<>();
      pair.put("Name", name);
      pair.put("Value", value);
      list.add(pair);
    });
    return list;
  }
}
