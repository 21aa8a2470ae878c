package dev.slipway.builder.lower;

import dev.slipway.dockerfile.Variables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The `Env` of a stage's config: what the base image says, and what `ENV` sets. A variable keeps
/// its first place, however often it is set.
final class StageEnvironment {
  static final StageEnvironment EMPTY =
      new StageEnvironment(List.of(), Variables.EMPTY, Variables.EMPTY, Trail.empty());

  private final List<String> inherited;
  private final Variables known;
  private final Variables values;
  private final Trail<String> added;

  /// @param inherited the base's entries, as they are: images may have some without `=`, or twice
  /// @param known the names of all
  /// @param values of those that are set here
  /// @param added the names that the base has not
  private StageEnvironment(
      List<String> inherited, Variables known, Variables values, Trail<String> added) {
    this.inherited = inherited;
    this.known = known;
    this.values = values;
    this.added = added;
  }

  static StageEnvironment of(List<String> entries) {
    Variables names = Variables.EMPTY;
    for (String entry : entries) {
      names = names.with(name(entry), "");
    }
    return new StageEnvironment(entries, names, Variables.EMPTY, Trail.empty());
  }

  StageEnvironment with(String name, String value) {
    Variables changed = values.with(name, value);
    return known.get(name) != null
        ? new StageEnvironment(inherited, known, changed, added)
        : new StageEnvironment(inherited, known.with(name, ""), changed, added.with(name));
  }

  /// `NAME=value`, in order.
  List<String> toList() {
    List<String> entries = new ArrayList<>(inherited.size() + added.size());
    Set<String> replaced = new HashSet<>();
    for (String entry : inherited) {
      String name = name(entry);
      String value = values.get(name);
      entries.add(value != null && replaced.add(name) ? name + "=" + value : entry);
    }
    for (String name : added.toList()) {
      entries.add(name + "=" + values.get(name));
    }
    return entries;
  }

  private static String name(String entry) {
    int equals = entry.indexOf('=');
    return equals < 0 ? entry : entry.substring(0, equals);
  }
}
