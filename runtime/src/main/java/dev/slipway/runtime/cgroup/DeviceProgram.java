package dev.slipway.runtime.cgroup;

import dev.slipway.linux.DeviceFilter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Device rules in the words of version 1 (`c 1:3 rwm`, `b *:* m`) for version 2.
final class DeviceProgram {
  private DeviceProgram() {}

  static void attach(Path group, List<String> rules) throws IOException {
    List<DeviceFilter.Rule> parsed = new ArrayList<>();
    for (String rule : rules) {
      if (rule.equals("a")) {
        return; // Everything is allowed without a program.
      }
      parsed.add(parse(rule));
    }
    DeviceFilter.attach(group, parsed);
  }

  private static DeviceFilter.Rule parse(String rule) {
    String[] words = rule.split(" ", -1);
    String[] numbers = words[1].split(":", -1);
    return new DeviceFilter.Rule(
        words[0].equals("c"), number(numbers[0]), number(numbers[1]), words[2]);
  }

  private static int number(String text) {
    return text.equals("*") ? -1 : Integer.parseInt(text);
  }
}
