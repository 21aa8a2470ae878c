package dev.slipway.cli.command.build;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.grammar.GoValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The `key=value` fields of one `--output`, each asked for once; what nobody asked for is refused.
final class OutputFields {
  private final String word;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final TreeSet<String> known = new TreeSet<>();

  /// @throws CommandException a field has no value
  OutputFields(String word) {
    this.word = word;
    for (String field : CsvFields.of(word)) {
      int equals = field.indexOf('=');
      if (equals < 0) {
        throw wrong("invalid value " + field, "write --output type=TYPE,KEY=VALUE");
      }
      values.put(
          field.substring(0, equals).strip().toLowerCase(Locale.ROOT), field.substring(equals + 1));
    }
  }

  /// `-`, or a directory.
  static boolean isShort(String word) {
    List<String> fields = CsvFields.of(word);
    return fields.size() == 1 && fields.getFirst().equals(word) && !word.startsWith("type=");
  }

  Optional<String> text(String key) {
    known.add(key);
    return Optional.ofNullable(values.remove(key));
  }

  boolean flag(String key, boolean otherwise) {
    Boolean value = flag(key);
    return value == null ? otherwise : value;
  }

  /// Null where it is not given.
  @Nullable Boolean flag(String key) {
    String text = text(key).orElse(null);
    if (text == null) {
      return null;
    }
    if (!text.isEmpty() && !GoValues.isBoolean(text)) {
      throw wrong("non-bool value specified for " + key + ": " + text, "write true or false");
    }
    return text.isEmpty() || GoValues.isTrue(text);
  }

  /// The fields whose keys begin so, removed.
  Map<String, String> beginningWith(String prefix) {
    Map<String, String> found = new LinkedHashMap<>();
    known.add(prefix + "*");
    for (String key : List.copyOf(values.keySet())) {
      if (key.startsWith(prefix)) {
        found.put(key, String.valueOf(values.remove(key)));
      }
    }
    return found;
  }

  /// @throws CommandException for a field that nobody asked for
  void refuseOthers(String type) {
    if (!values.isEmpty()) {
      throw wrong(
          "unknown option \"" + values.keySet().iterator().next() + "\" of type=" + type,
          "known are " + String.join(", ", known));
    }
  }

  CommandException wrong(String message, String hint) {
    return new CommandException(
        "ERROR: failed to build: invalid --output " + word + ": " + message, hint);
  }
}
