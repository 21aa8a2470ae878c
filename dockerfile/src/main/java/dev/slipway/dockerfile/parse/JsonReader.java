package dev.slipway.dockerfile.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checks that a text is one JSON array or object, and takes the strings directly in it. Keeps its
/// own stack, so that no nesting overflows Java's.
final class JsonReader {
  /// Go's limit.
  private static final int MAXIMUM_DEPTH = 10_000;

  private final String text;
  private final Deque<Character> open = new ArrayDeque<>();
  private boolean onlyStrings = true;
  private boolean failed;
  private int position;
  private @Nullable String key;
  private @Nullable String sought;
  private @Nullable Member found;

  /// A string that an object has by a name.
  ///
  /// @param start of the string's text in the whole, behind its quote
  record Member(String value, int start, int end) {}

  JsonReader(String text, int start) {
    this.text = text;
    this.position = start;
  }

  /// Whether all elements of the outermost array were strings.
  boolean onlyStrings() {
    return onlyStrings;
  }

  /// Reads the array and the spaces after it; false if that is not the whole text.
  boolean readArray(List<String> strings) {
    boolean complete = false;
    while (!complete && !failed) {
      skipSpaces();
      complete = readValue(strings) && closeAll();
    }
    skipSpaces();
    return !failed && position == text.length();
  }

  /// Reads an object and the spaces after it; its last string of that name, or null where it has
  /// none or the text is no object.
  @Nullable Member readMember(String name) {
    sought = name;
    skipSpaces();
    return peek() == '{' && readArray(new ArrayList<>()) ? found : null;
  }

  /// Reads a scalar or an empty container (true: a value is complete) or opens a container.
  private boolean readValue(List<String> strings) {
    char first = peek();
    boolean direct = open.size() == 1;
    boolean isSought = direct && sought != null && sought.equals(key);
    if (isSought) {
      found = null; // The last of a name counts.
    }
    if (first == '[' || first == '{') {
      return openContainer(first);
    }
    if (first == '"') {
      int start = position + 1;
      String string = readString();
      if (string == null) {
        return fail();
      }
      if (isSought) {
        found = new Member(string, start, position - 1);
      }
      if (direct) {
        strings.add(string);
      }
      return true;
    }
    onlyStrings &= !direct;
    return readLiteral() || readNumber() || fail();
  }

  private boolean openContainer(char first) {
    onlyStrings &= open.size() != 1;
    position++;
    open.push(first);
    if (open.size() > MAXIMUM_DEPTH) {
      return fail();
    }
    skipSpaces();
    char close = first == '[' ? ']' : '}';
    if (peek() == close) {
      position++;
      open.pop();
      return true;
    }
    if (first == '{') {
      readKey();
    }
    return false;
  }

  private void readKey() {
    skipSpaces();
    String name = peek() == '"' ? readString() : null;
    if (name == null) {
      fail();
      return;
    }
    if (open.size() == 1) {
      key = name;
    }
    skipSpaces();
    if (peek() != ':') {
      fail();
      return;
    }
    position++;
  }

  /// After a value: closes what ends here; true if everything is closed, false at a comma.
  private boolean closeAll() {
    while (!open.isEmpty()) {
      skipSpaces();
      char next = peek();
      char container = open.element();
      if (next == ',') {
        position++;
        if (container == '{') {
          readKey();
        }
        return false;
      }
      if (next != (container == '[' ? ']' : '}')) {
        return fail();
      }
      position++;
      open.pop();
    }
    return true;
  }

  private @Nullable String readString() {
    var string = new StringBuilder();
    position++;
    while (position < text.length()) {
      char character = text.charAt(position++);
      if (character == '"') {
        return string.toString();
      }
      if (character < ' ' || (character == '\\' && !readEscape(string))) {
        return null;
      }
      if (character != '\\') {
        string.append(character);
      }
    }
    return null;
  }

  private boolean readEscape(StringBuilder string) {
    char escaped = peek();
    position++;
    int known = "\"\\/bfnrt".indexOf(escaped);
    if (known >= 0) {
      string.append("\"\\/\b\f\n\r\t".charAt(known));
      return true;
    }
    return escaped == 'u' && readUnicode(string);
  }

  private boolean readUnicode(StringBuilder string) {
    int unit = hexadecimal(position);
    if (unit < 0) {
      return false;
    }
    position += 4;
    char character = (char) unit;
    if (!Character.isSurrogate(character)) {
      string.append(character);
      return true;
    }
    int low = text.startsWith("\\u", position) ? hexadecimal(position + 2) : -1;
    if (Character.isHighSurrogate(character) && low >= 0 && Character.isLowSurrogate((char) low)) {
      string.append(character).append((char) low);
      position += 6;
    } else {
      string.append('\ufffd'); // Go has it so: half of a pair is no character.
    }
    return true;
  }

  private int hexadecimal(int start) {
    if (start + 4 > text.length()) {
      return -1;
    }
    int value = 0;
    for (int i = start; i < start + 4; i++) {
      int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value;
  }

  private boolean readLiteral() {
    for (String literal : List.of("true", "false", "null")) {
      if (text.startsWith(literal, position)) {
        position += literal.length();
        return true;
      }
    }
    return false;
  }

  private boolean readNumber() {
    if (peek() == '-') {
      position++;
    }
    if (peek() == '0') {
      position++;
    } else if (!readDigits()) {
      return false;
    }
    if (peek() == '.') {
      position++;
      if (!readDigits()) {
        return false;
      }
    }
    if (peek() == 'e' || peek() == 'E') {
      position++;
      if (peek() == '+' || peek() == '-') {
        position++;
      }
      return readDigits();
    }
    return true;
  }

  private boolean readDigits() {
    int start = position;
    while (peek() >= '0' && peek() <= '9') {
      position++;
    }
    return position > start;
  }

  private boolean fail() {
    failed = true;
    return false;
  }

  private void skipSpaces() {
    while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
  }

  /// The next character, or NUL at the end: no JSON has one outside strings.
  private char peek() {
    return position < text.length() ? text.charAt(position) : 0;
  }
}
