package dev.slipway.runtime.isolation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// The two tables of this package: numbers of system calls, and which of them a container may make.
final class SystemCallTable {
  private final Map<String, String[]> numbers = new HashMap<>();
  private final List<Group> groups = new ArrayList<>();

  /// @param condition `always` or a capability
  private record Group(String condition, Set<String> names) {}

  private SystemCallTable() {}

  static SystemCallTable load() {
    var table = new SystemCallTable();
    for (String line : lines("system-call-numbers.txt")) {
      String[] words = line.split(" ");
      table.numbers.put(words[0], words);
    }
    for (String line : lines("system-calls-allowed.txt")) {
      if (line.startsWith("  ")) {
        table.groups.getLast().names.addAll(List.of(line.strip().split(" ")));
      } else {
        String condition = line.startsWith("with ") ? line.substring(5) : line;
        table.groups.add(new Group(condition, new HashSet<>()));
      }
    }
    return table;
  }

  private static List<String> lines(String resource) {
    try (InputStream in = SystemCallTable.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not packed");
      }
      var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
      return reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Names that are allowed whatever their arguments.
  Set<String> allowed(List<String> capabilities) {
    Set<String> names = new HashSet<>();
    for (Group group : groups) {
      if (group.condition.equals("always") || capabilities.contains(group.condition)) {
        names.addAll(group.names);
      }
    }
    return names;
  }

  OptionalInt number(String name, SeccompArchitecture architecture) {
    String[] row = numbers.get(name);
    String number = row == null ? "-" : row[architecture.column() + 1];
    return number.equals("-") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(number));
  }
}
