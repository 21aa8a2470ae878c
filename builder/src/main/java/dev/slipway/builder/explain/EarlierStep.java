package dev.slipway.builder.explain;

/// A step of an earlier build.
///
/// @param slot what of the Dockerfile it stands for: its stage and its instruction's text
/// @param place its stage and its number there, for an instruction whose text has changed
/// @param key the hexadecimal digits of its key; of a base, of the image's ID
/// @param title on one line
record EarlierStep(String slot, String place, String key, String title) {

  /// Null where the line is damaged.
  static @org.jspecify.annotations.Nullable EarlierStep parse(String line) {
    String[] fields = line.split(" ", 4);
    return fields.length < 4 ? null : new EarlierStep(fields[0], fields[1], fields[2], fields[3]);
  }

  String line() {
    return slot + " " + place + " " + key + " " + title.replace('\n', ' ') + "\n";
  }
}
