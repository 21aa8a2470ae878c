package dev.slipway.dockerfile.ignore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A set of characters.
///
/// @param bounds pairs of first and last characters
record CharacterSet(boolean negated, List<Integer> bounds) {
  private static final int HIGHEST = Character.MAX_CODE_POINT;

  static final CharacterSet WORD = of('0', '9', 'A', 'Z', '_', '_', 'a', 'z');
  static final CharacterSet DIGIT = of('0', '9');
  static final CharacterSet SPACE = of('\t', '\n', '\f', '\r', ' ', ' ');

  /// Anything within a line.
  static final CharacterSet ANY = new CharacterSet(true, List.of((int) '\n', (int) '\n'));

  /// `[:name:]`
  static final Map<String, CharacterSet> NAMED =
      Map.ofEntries(
          Map.entry("alnum", of('0', '9', 'A', 'Z', 'a', 'z')),
          Map.entry("alpha", of('A', 'Z', 'a', 'z')),
          Map.entry("ascii", of(0, 0x7f)),
          Map.entry("blank", of('\t', '\t', ' ', ' ')),
          Map.entry("cntrl", of(0, 0x1f, 0x7f, 0x7f)),
          Map.entry("digit", DIGIT),
          Map.entry("graph", of('!', '~')),
          Map.entry("lower", of('a', 'z')),
          Map.entry("print", of(' ', '~')),
          Map.entry("punct", of('!', '/', ':', '@', '[', '`', '{', '~')),
          Map.entry("space", of('\t', '\r', ' ', ' ')),
          Map.entry("upper", of('A', 'Z')),
          Map.entry("word", WORD),
          Map.entry("xdigit", of('0', '9', 'A', 'F', 'a', 'f')));

  CharacterSet {
    bounds = List.copyOf(bounds);
  }

  static CharacterSet of(int... bounds) {
    return new CharacterSet(false, Arrays.stream(bounds).boxed().toList());
  }

  static CharacterSet single(int character) {
    return of(character, character);
  }

  /// A category or a script by its name, as Go writes them: `L`, `Lu`, `Greek`, `Any`.
  ///
  /// @throws IllegalArgumentException if there is none of that name
  static CharacterSet ofUnicode(String name) {
    if (name.equals("Any")) {
      return of(0, HIGHEST);
    }
    Predicate<String> member;
    try {
      member = Pattern.compile("\\p{Is" + name + "}").asMatchPredicate();
    } catch (PatternSyntaxException _) {
      throw new IllegalArgumentException("\\p{" + name + "} is no set of characters");
    }
    var bounds = new ArrayList<Integer>();
    for (int character = 0; character <= HIGHEST; character++) {
      if (member.test(Character.toString(character))) {
        int last = bounds.size() - 1;
        if (last >= 0 && bounds.get(last) == character - 1) {
          bounds.set(last, character);
        } else {
          bounds.add(character);
          bounds.add(character);
        }
      }
    }
    return new CharacterSet(false, bounds);
  }

  CharacterSet complement() {
    return new CharacterSet(!negated, bounds);
  }

  boolean contains(int character) {
    for (int i = 0; i < bounds.size(); i += 2) {
      if (bounds.get(i) <= character && character <= bounds.get(i + 1)) {
        return !negated;
      }
    }
    return negated;
  }

  /// The same characters as ranges that are not negated.
  List<Integer> ranges() {
    if (!negated) {
      return bounds;
    }
    var ranges = new ArrayList<Integer>();
    int next = 0;
    for (int i = 0; i < bounds.size(); i += 2) { // The named sets are in order.
      if (bounds.get(i) > next) {
        ranges.add(next);
        ranges.add(bounds.get(i) - 1);
      }
      next = bounds.get(i + 1) + 1;
    }
    ranges.add(next);
    ranges.add(HIGHEST);
    return ranges;
  }
}
