package dev.slipway.cli.command.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One line of JSON on standard input.
final class Question {
  private final Map<?, ?> fields;

  private Question(Map<?, ?> fields) {
    this.fields = fields;
  }

  /// @throws IllegalArgumentException where the line is no JSON object
  static Question parse(String line) {
    if (JsonInput.parse(line) instanceof Map<?, ?> fields) {
      return new Question(fields);
    }
    throw new IllegalArgumentException("the line is no JSON object");
  }

  /// What the answer repeats, null where there is none.
  @Nullable Object id() {
    return fields.get("id");
  }

  boolean has(String name) {
    return fields.get(name) != null;
  }

  String text(String name, String otherwise) {
    Object value = fields.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(name + " must be a string");
  }

  boolean flag(String name) {
    Object value = fields.get(name);
    if (value == null) {
      return false;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw new IllegalArgumentException(name + " must be true or false");
  }

  List<String> texts(String name) {
    var texts = new ArrayList<String>();
    Object value = fields.get(name);
    if (value == null) {
      return texts;
    }
    if (value instanceof List<?> list) {
      for (Object each : list) {
        if (!(each instanceof String text)) {
          throw new IllegalArgumentException(name + " must hold strings only");
        }
        texts.add(text);
      }
      return texts;
    }
    throw new IllegalArgumentException(name + " must be an array of strings");
  }
}
