package dev.slipway.builder.cache;

import java.util.Map;

/// A step in a few words, from the inputs of its key.
final class StepDescription {
  private StepDescription() {}

  static String of(Map<String, String> inputs) {
    String step = inputs.getOrDefault("step", "");
    return switch (step) {
      case "run" -> "RUN " + command(items(inputs.getOrDefault("arguments", "")));
      case "copy", "add" ->
          (step.equals("copy") ? "COPY " : "ADD ")
              + String.join(" ", items(inputs.getOrDefault("sources", "")))
              + " "
              + inputs.getOrDefault("destination", "");
      case "directory" -> "WORKDIR " + inputs.getOrDefault("path", "");
      default -> step;
    };
  }

  private static String command(String[] arguments) {
    boolean shell =
        arguments.length == 3 && arguments[0].equals("/bin/sh") && arguments[1].equals("-c");
    return shell ? arguments[2] : String.join(" ", arguments);
  }

  /// Items as the inputs have them, each with its length before it: `5:hello 1:x`.
  private static String[] items(String list) {
    var items = new java.util.ArrayList<String>();
    int at = 0;
    while (at < list.length()) {
      int colon = list.indexOf(':', at);
      if (colon < 0 || !list.substring(at, colon).matches("[0-9]{1,9}")) {
        return new String[] {list};
      }
      int end = colon + 1 + Integer.parseInt(list.substring(at, colon));
      if (end > list.length()) {
        return new String[] {list};
      }
      items.add(list.substring(colon + 1, end));
      at = end + 1;
    }
    return items.toArray(String[]::new);
  }
}
