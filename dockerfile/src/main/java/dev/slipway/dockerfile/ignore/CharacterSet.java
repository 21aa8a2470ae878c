package dev.slipway.dockerfile.ignore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

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

  /// By the numbers that `Character.getType` has for them.
  private static final List<String> CATEGORIES =
      List.of(
          "Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Me", "Mc", "Nd", "Nl", "No", "Zs", "Zl", "Zp",
          "Cc", "Cf", "", "Co", "Cs", "Pd", "Ps", "Pe", "Pc", "Po", "Sm", "Sc", "Sk", "So", "Pi",
          "Pf");

  private static final int UNUSED = 17;

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
    IntPredicate member = member(name);
    var bounds = new ArrayList<Integer>();
    for (int character = 0; character <= HIGHEST; character++) {
      if (member.test(character)) {
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

  private static IntPredicate member(String name) {
    Set<Integer> types = types(name);
    if (!types.isEmpty()) {
      return character -> types.contains(Character.getType(character));
    }
    try {
      var script = Character.UnicodeScript.forName(name);
      return character -> Character.UnicodeScript.of(character) == script;
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException("\\p{" + name + "} is no set of characters");
    }
  }

  /// What `Character.getType` says of a category's characters; nothing for a name that is none.
  private static Set<Integer> types(String name) {
    var types = new HashSet<Integer>();
    for (int i = 0; i < CATEGORIES.size(); i++) {
      String category = CATEGORIES.get(i);
      if (category.equals(name) || (name.length() == 1 && category.startsWith(name))) {
        types.add(i);
      }
    }
    types.remove(UNUSED); // The number that has no category.
    return types;
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
