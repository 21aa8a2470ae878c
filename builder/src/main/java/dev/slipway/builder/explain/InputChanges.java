package dev.slipway.builder.explain;

import dev.slipway.builder.MissReason;
import dev.slipway.builder.MissReason.FilesChanged;
import dev.slipway.builder.MissReason.ValueChanged;
import dev.slipway.builder.graph.StepInputs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What differs between the named inputs of one step in two builds, in a user's words. What the
/// step stands on is not looked at.
final class InputChanges {
  private static final String PARENT = "parent";

  private final Listings listings;
  private final Set<String> arguments;
  private final List<MissReason> reasons = new ArrayList<>();

  /// @param arguments names that the Dockerfile has in `ARG`s and in no `ENV`
  InputChanges(Listings listings, Set<String> arguments) {
    this.listings = listings;
    this.arguments = arguments;
  }

  List<MissReason> between(Map<String, String> before, Map<String, String> now) throws IOException {
    var names = new TreeSet<>(before.keySet());
    names.addAll(now.keySet());
    names.remove(PARENT);
    for (String name : names) {
      String old = before.getOrDefault(name, "");
      String present = now.getOrDefault(name, "");
      if (!old.equals(present)) {
        changed(name, old, present);
      }
    }
    return List.copyOf(reasons);
  }

  private void changed(String name, String before, String now) throws IOException {
    switch (name) {
      case "content" -> files("", before, now);
      case "files" -> sets(before, now);
      case "environment" -> environment(before, now);
      case "arguments" -> value("command", words(before), words(now));
      case "directory" -> value("WORKDIR", before, now);
      case "user" -> value("USER", before, now);
      case "sources" -> value("sources", words(before), words(now));
      case "excludes" -> value("--exclude", words(before), words(now));
      case "mounts" -> value("--mount", mounts(before), mounts(now));
      case "chown", "chmod", "parents", "network", "security" ->
          value("--" + name, text(before), text(now));
      case "step", "form" ->
          reasons.add(new ValueChanged("Slipway's own form of this step", before, now));
      default -> value(name, before, now);
    }
  }

  private void value(String name, String before, String now) {
    reasons.add(new ValueChanged(name, before, now));
  }

  private static String text(String value) {
    return value.equals("null") ? "" : value;
  }

  private static String words(String list) {
    return String.join(" ", StepInputs.items(list));
  }

  private static String mounts(String list) {
    var texts = new ArrayList<String>();
    for (String mount : StepInputs.items(list)) {
      texts.add(String.join(",", StepInputs.items(mount)));
    }
    return String.join(" ", texts);
  }

  private void environment(String before, String now) {
    Map<String, String> old = variables(before);
    Map<String, String> present = variables(now);
    var names = new TreeSet<>(old.keySet());
    names.addAll(present.keySet());
    for (String name : names) {
      String value = old.get(name);
      String changed = present.get(name);
      if (!Objects.equals(value, changed)) {
        value(
            (arguments.contains(name) ? "ARG " : "ENV ") + name,
            value == null ? "(unset)" : value,
            changed == null ? "(unset)" : changed);
      }
    }
  }

  private static Map<String, String> variables(String list) {
    Map<String, String> variables = new TreeMap<>();
    for (String each : StepInputs.items(list)) {
      int equals = each.indexOf('=');
      variables.put(
          equals < 0 ? each : each.substring(0, equals),
          equals < 0 ? "" : each.substring(equals + 1));
    }
    return variables;
  }

  /// One set of files for each bind mount.
  private void sets(String before, String now) throws IOException {
    List<String> old = StepInputs.items(before);
    List<String> present = StepInputs.items(now);
    if (old.size() != present.size()) {
      return; // The mounts have changed, which is said.
    }
    for (int i = 0; i < old.size(); i++) {
      if (!old.get(i).equals(present.get(i))) {
        files("--mount=type=bind", old.get(i), present.get(i));
      }
    }
  }

  private void files(String subject, String before, String now) throws IOException {
    Map<String, Long> old = listings.files(hex(before));
    Map<String, Long> present = listings.files(hex(now));
    if (old == null || present == null) {
      reasons.add(new FilesChanged(subject, false, List.of(), List.of(), List.of()));
      return;
    }
    var changed = new ArrayList<String>();
    var added = new ArrayList<String>();
    var removed = new ArrayList<String>();
    for (var file : present.entrySet()) {
      Long mark = old.get(file.getKey());
      if (mark == null) {
        added.add(shown(file.getKey()));
      } else if (!mark.equals(file.getValue())) {
        changed.add(shown(file.getKey()));
      }
    }
    old.keySet()
        .forEach(file -> {
          if (!present.containsKey(file)) {
            removed.add(shown(file));
          }
        });
    reasons.add(new FilesChanged(subject, true, changed, added, removed));
  }

  private static String shown(String path) {
    return path.isEmpty() ? "/" : path;
  }

  private static String hex(String digest) {
    return digest.substring(digest.indexOf(':') + 1);
  }
}
