package dev.slipway.dockerfile.ignore;

import dev.slipway.dockerfile.ignore.PathExpression.Kind;
import dev.slipway.dockerfile.ignore.PathExpression.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what of Go's regular expressions an ignore pattern can become.
///
/// Docker makes an expression of the pattern's text, brackets and what follows a backslash left as
/// they are; so `\d` in an ignore file is a digit, and `[a*]` is no set of two characters.
final class ExpressionReader {
  private static final String DIRECTORIES = "(.*/)?";

  /// Go takes about three million.
  private static final int MOST_STEPS = 1_000_000;

  private final String text;
  private final List<List<Step>> alternatives = new ArrayList<>();
  private List<Step> steps = new ArrayList<>();

  /// What a repetition would repeat: null after another repetition and at the beginning.
  private @Nullable Step repeatable;

  private boolean repeated;
  private int position;

  ExpressionReader(String text) {
    this.text = text;
  }

  /// The alternatives, each to be found in a path.
  ///
  /// @throws IllegalArgumentException if Go would not compile it
  List<List<Step>> read() {
    while (position < text.length()) {
      readStep();
      if (steps.size() > MOST_STEPS) {
        throw malformed("it is too large");
      }
    }
    alternatives.add(List.copyOf(steps));
    return List.copyOf(alternatives);
  }

  private void readStep() {
    if (text.startsWith(DIRECTORIES, position)) {
      position += DIRECTORIES.length();
      steps.add(new Step.Directories());
      steps.add(new Step.InDirectories());
      repeatable = null;
      repeated = true;
      return;
    }
    Repetition repetition = Repetition.at(text, position);
    if (repetition != null) {
      repeat(repetition);
      return;
    }
    int character = next();
    switch (character) {
      case '^' -> add(new Step.Assertion(Kind.START));
      case '$' -> add(new Step.Assertion(Kind.END));
      case '.' -> add(new Step.One(CharacterSet.ANY));
      case '[' -> add(new Step.One(brackets()));
      case '\\' -> addEscaped();
      case '|' -> endAlternative();
      default -> add(new Step.One(CharacterSet.single(character)));
    }
  }

  private void add(Step step) {
    steps.add(step);
    repeatable = step;
    repeated = false;
  }

  private void endAlternative() {
    alternatives.add(List.copyOf(steps));
    steps = new ArrayList<>();
    repeatable = null;
    repeated = false;
  }

  private void repeat(Repetition repetition) {
    Step step = repeatable;
    if (step == null) {
      throw malformed(repeated ? "a repetition is repeated" : "there is nothing to repeat");
    }
    position = repetition.end();
    steps.removeLast();
    steps.addAll(repetition.of(step));
    repeatable = null;
    repeated = true;
  }

  private void addEscaped() {
    switch (peek()) {
      case 'A' -> addAssertion(Kind.START);
      case 'z' -> addAssertion(Kind.END);
      case 'b' -> addAssertion(Kind.WORD_BOUNDARY);
      case 'B' -> addAssertion(Kind.NO_WORD_BOUNDARY);
      case 'Q' -> addLiterals();
      default -> add(new Step.One(escapedSet()));
    }
  }

  private void addAssertion(Kind kind) {
    position++;
    add(new Step.Assertion(kind));
  }

  /// `\Q...\E`, or to the end.
  private void addLiterals() {
    int start = position + 1;
    int end = text.indexOf("\\E", start);
    String literals = text.substring(start, end < 0 ? text.length() : end);
    position = end < 0 ? text.length() : end + 2;
    literals.codePoints().forEach(character -> add(new Step.One(CharacterSet.single(character))));
  }

  private CharacterSet escapedSet() {
    return switch (peek()) {
      case 'd', 'D' -> complementIf(next() == 'D', CharacterSet.DIGIT);
      case 's', 'S' -> complementIf(next() == 'S', CharacterSet.SPACE);
      case 'w', 'W' -> complementIf(next() == 'W', CharacterSet.WORD);
      case 'p', 'P' -> complementIf(next() == 'P', named());
      default -> CharacterSet.single(escaped());
    };
  }

  /// `L` or `{Greek}` after `\p`: a category or a script of Unicode's.
  private CharacterSet named() {
    int first = next();
    String name = Character.toString(first);
    if (first == '{') {
      int end = text.indexOf('}', position);
      if (end < 0) {
        throw malformed("\\p{ is not closed");
      }
      name = text.substring(position, end);
      position = end + 1;
    }
    boolean negated = name.startsWith("^");
    return complementIf(negated, CharacterSet.ofUnicode(negated ? name.substring(1) : name));
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
      case '0' -> octal(0);
      case '1', '2', '3', '4', '5', '6', '7' -> {
        if (peek() < '0' || peek() > '7') {
          throw malformed("\\" + Character.toString(character) + " means nothing");
        }
        yield octal(character - '0');
      }
      default -> {
        boolean punctuation = character < 0x80 && !Character.isLetterOrDigit(character);
        if (!punctuation) {
          throw malformed("\\" + Character.toString(character) + " means nothing");
        }
        yield character;
      }
    };
  }

  private int octal(int first) {
    int value = first;
    for (int digits = 0; digits < 2 && peek() >= '0' && peek() <= '7'; digits++) {
      value = value * 8 + next() - '0';
    }
    return value;
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
    CharacterSet set = CharacterSet.NAMED.get(negated ? name.substring(1) : name);
    if (set == null) {
      throw malformed("[:" + name + ":] is no set of characters");
    }
    bounds.addAll(negated ? set.complement().ranges() : set.ranges());
    position = end + 2;
    return true;
  }

  private static boolean isClass(char character) {
    return "dDsSwWpP".indexOf(character) >= 0;
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
