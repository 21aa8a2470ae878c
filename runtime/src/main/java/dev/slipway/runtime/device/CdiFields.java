package dev.slipway.runtime.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The members of one object of a specification. Each is asked for by its name and type; what
/// nobody asks for is a mistake.
final class CdiFields {
  private final String where;
  private final Map<String, Object> members = new TreeMap<>();

  /// @param where what an error calls the object
  CdiFields(String where, @Nullable Object value) throws CdiMistake {
    this.where = where;
    if (!(value instanceof Map<?, ?> map)) {
      throw new CdiMistake(where + " is no object");
    }
    for (var member : map.entrySet()) {
      if (member.getValue() != null && !"".equals(member.getValue())) {
        members.put(String.valueOf(member.getKey()), member.getValue());
      }
    }
  }

  /// Whether the member is there.
  boolean has(String name) {
    return members.containsKey(name);
  }

  /// Takes the member and says nothing of it.
  @Nullable Object take(String name) {
    return members.remove(name);
  }

  /// Nothing may be left.
  void end() throws CdiMistake {
    if (!members.isEmpty()) {
      throw new CdiMistake(where + " has the unknown members " + members.keySet());
    }
  }

  String text(String name) throws CdiMistake {
    String text = optionalText(name);
    if (text == null || text.isEmpty()) {
      throw new CdiMistake(where + " has no " + name);
    }
    return text;
  }

  @Nullable String optionalText(String name) throws CdiMistake {
    Object value = members.remove(name);
    if (value != null && !(value instanceof String)) {
      throw new CdiMistake(name + " of " + where + " is no text");
    }
    return (String) value;
  }

  @Nullable Long number(String name) throws CdiMistake {
    Object value = members.remove(name);
    if (value == null) {
      return null;
    }
    return number(name, value);
  }

  List<Long> numbers(String name) throws CdiMistake {
    var numbers = new ArrayList<Long>();
    for (Object value : list(name)) {
      numbers.add(number(name, value));
    }
    return numbers;
  }

  /// YAML's are texts: `0640` and `0o640` are octal, as Go reads them.
  private long number(String name, @Nullable Object value) throws CdiMistake {
    if (value instanceof Number number
        && number.doubleValue() == number.longValue()
        && number.longValue() >= 0) {
      return number.longValue();
    }
    String text = value instanceof String written ? written : "";
    if (text.matches("0o?[0-7]{1,12}")) {
      return Long.parseLong(text.replace("o", ""), 8);
    }
    if (text.matches("[0-9]{1,12}")) {
      return Long.parseLong(text);
    }
    throw new CdiMistake(name + " of " + where + " is no number");
  }

  List<?> list(String name) throws CdiMistake {
    Object value = members.remove(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw new CdiMistake(name + " of " + where + " is no list");
  }

  List<String> texts(String name) throws CdiMistake {
    var texts = new ArrayList<String>();
    for (Object value : list(name)) {
      if (!(value instanceof String text)) {
        throw new CdiMistake(name + " of " + where + " has what is no text");
      }
      texts.add(text);
    }
    return texts;
  }

  /// Texts by name; in JSON also what was meant as one, such as `true`.
  Map<String, String> annotations(String name) throws CdiMistake {
    Object value = members.remove(name);
    var annotations = new TreeMap<String, String>();
    if (value == null) {
      return annotations;
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw new CdiMistake(name + " of " + where + " is no object");
    }
    map.forEach((key, text) -> annotations.put(String.valueOf(key), String.valueOf(text)));
    return annotations;
  }
}
