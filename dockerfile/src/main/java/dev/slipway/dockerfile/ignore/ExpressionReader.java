package dev.slipway.dockerfile.ignore;

import dev.slipway.dockerfile.ignore.PathExpression.Kind;
import dev.slipway.dockerfile.ignore.PathExpression.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads what of Go's regular expressions an ignore pattern can become.
///
/// Docker makes an expression of the pattern's text, brackets and what follows a backslash left as
/// they are; so `\d` in an ignore file is a digit, and `[a*]` is no set of two characters.
final class ExpressionReader {
  private static final String DIRECTORIES = "(.*/)?";
  private static final Map<String, CharacterSet> NAMED =
      Map.ofEntries(
          Map.entry("alnum", CharacterSet.of('0', '9', 'A', 'Z', 'a', 'z')),
          Map.entry("alpha", CharacterSet.of('A', 'Z', 'a', 'z')),
          Map.entry("ascii", CharacterSet.of(0, 0x7f)),
          Map.entry("blank", CharacterSet.of('\t', '\t', ' ', ' ')),
          Map.entry("cntrl", CharacterSet.of(0, 0x1f, 0x7f, 0x7f)),
          Map.entry("digit", CharacterSet.DIGIT),
          Map.entry("graph", CharacterSet.of('!', '~')),
          Map.entry("lower", CharacterSet.of('a', 'z')),
          Map.entry("print", CharacterSet.of(' ', '~')),
          Map.entry("punct", CharacterSet.of('!', '/', ':', '@', '[', '`', '{', '~')),
          Map.entry("space", CharacterSet.of('\t', '\r', ' ', ' ')),
          Map.entry("upper", CharacterSet.of('A', 'Z')),
          Map.entry("word", CharacterSet.WORD),
          Map.entry("xdigit", CharacterSet.of('0', '9', 'A', 'F', 'a', 'f')));

  private final String text;
  private final List<Step> steps = new ArrayList<>();
  private int position;

  ExpressionReader(String text) {
    this.text = text;
  }

  /// @throws IllegalArgumentException if Go would not compile it
  List<Step> read() {
    while (position < text.length()) {
      readStep();
    }
    return List.copyOf(steps);
  }

  private void readStep() {
    if (text.startsWith(DIRECTORIES, position)) {
      position += DIRECTORIES.length();
      steps.add(new Step.Directories());
      steps.add(new Step.InDirectories());
      return;
    }
    int character = next();
    switch (character) {
      case '^' -> steps.add(new Step.Assertion(Kind.START));
      case '$' -> steps.add(new Step.Assertion(Kind.END));
      case '.' -> addRepeatable(CharacterSet.ANY);
      case '[' -> addRepeatable(brackets());
      case '\\' -> addEscaped();
      default -> steps.add(new Step.One(CharacterSet.single(character)));
    }
  }

  private void addRepeatable(CharacterSet set) {
    if (peek() == '*') {
      position++;
      steps.add(new Step.Many(set));
    } else {
      steps.add(new Step.One(set));
    }
  }

  private void addEscaped() {
    switch (peek()) {
      case 'A' -> addAssertion(Kind.START);
      case 'z' -> addAssertion(Kind.END);
      case 'b' -> addAssertion(Kind.WORD_BOUNDARY);
      case 'B' -> addAssertion(Kind.NO_WORD_BOUNDARY);
      default -> addRepeatable(escapedSet());
    }
  }

  private void addAssertion(Kind kind) {
    position++;
    steps.add(new Step.Assertion(kind));
  }

  private CharacterSet escapedSet() {
    return switch (peek()) {
      case 'd', 'D' -> complementIf(next() == 'D', CharacterSet.DIGIT);
      case 's', 'S' -> complementIf(next() == 'S', CharacterSet.SPACE);
      case 'w', 'W' -> complementIf(next() == 'W', CharacterSet.WORD);
      default -> CharacterSet.single(escaped());
    };
  }

  private static CharacterSet complementIf(boolean complement, CharacterSet set) {
    return complement ? set.complement() : set;
  }

  /// The character that an escape stands for.
  private int escaped() {
    int character = next();
    return switch (character) {
      case 'a' -> 7;
      case 'f' -> '\f';
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 'v' -> 11;
      case 'x' -> hexadecimal();
      default -> {
        boolean punctuation = character < 0x80 && !Character.isLetterOrDigit(character);
        if (!punctuation) {
          throw malformed("\\" + Character.toString(character) + " means nothing");
        }
        yield character;
      }
    };
  }

  private int hexadecimal() {
    boolean braced = peek() == '{';
    int start = braced ? position + 1 : position;
    int end = braced ? text.indexOf('}', start) : start + 2;
    if (end < start || end > text.length() || end - start > 6) {
      throw malformed("\\x needs two hexadecimal digits");
    }
    position = braced ? end + 1 : end;
    try {
      int character = Integer.parseInt(text.substring(start, end), 16);
      if (Character.isValidCodePoint(character)) {
        return character;
      }
    } catch (NumberFormatException _) {
      // Said below.
    }
    throw malformed("\\x needs two hexadecimal digits");
  }

  private CharacterSet brackets() {
    boolean negated = peek() == '^';
    if (negated) {
      position++;
    }
    var bounds = new ArrayList<Integer>();
    boolean first = true;
    while (first || peek() != ']') {
      addMember(bounds);
      first = false;
    }
    position++;
    return new CharacterSet(negated, bounds);
  }

  private void addMember(List<Integer> bounds) {
    if (text.startsWith("[:", position) && addNamed(bounds)) {
      return;
    }
    if (peek() == '\\' && position + 1 < text.length() && isClass(text.charAt(position + 1))) {
      position++;
      bounds.addAll(escapedSet().ranges());
      return;
    }
    int low = member();
    int high = low;
    if (peek() == '-' && position + 1 < text.length() && text.charAt(position + 1) != ']') {
      position++;
      high = member();
    }
    if (high < low) {
      throw malformed("a range ends before it begins");
    }
    bounds.add(low);
    bounds.add(high);
  }

  private boolean addNamed(List<Integer> bounds) {
    int end = text.indexOf(":]", position + 2);
    if (end < 0) {
      return false;
    }
    String name = text.substring(position + 2, end);
    boolean negated = name.startsWith("^");
    CharacterSet set = NAMED.get(negated ? name.substring(1) : name);
    if (set == null) {
      throw malformed("[:" + name + ":] is no set of characters");
    }
    bounds.addAll(negated ? set.complement().ranges() : set.ranges());
    position = end + 2;
    return true;
  }

  private static boolean isClass(char character) {
    return "dDsSwW".indexOf(character) >= 0;
  }

  private int member() {
    int character = next();
    return character == '\\' ? escaped() : character;
  }

  private int peek() {
    return position < text.length() ? text.charAt(position) : -1;
  }

  private int next() {
    if (position >= text.length()) {
      throw malformed("it ends too early");
    }
    int character = text.codePointAt(position);
    position += Character.charCount(character);
    return character;
  }

  private static IllegalArgumentException malformed(String why) {
    return new IllegalArgumentException(why);
  }
}
