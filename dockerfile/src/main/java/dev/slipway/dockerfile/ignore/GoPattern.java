package dev.slipway.dockerfile.ignore;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A wildcard pattern by the rules of Go's `path/filepath`, which `COPY` and `ADD` follow: `*` and
/// `?` within one path element, `[a-z]` and `[^a-z]`, `\` before a character that stands for
/// itself.
///
/// A match never tries a piece twice from one place: its cost is at most the product of the
/// lengths.
public final class GoPattern {
  private final String text;
  private final List<Chunk> chunks;

  private GoPattern(String text, List<Chunk> chunks) {
    this.text = text;
    this.chunks = chunks;
  }

  /// Reads a pattern; one that is malformed says so by `isValid`.
  public static GoPattern of(String text) {
    var chunks = new ArrayList<Chunk>();
    int position = 0;
    while (position < text.length()) {
      int start = position;
      while (start < text.length() && text.charAt(start) == '*') {
        start++;
      }
      int end = endOfChunk(text, start);
      chunks.add(new Chunk(start > position, PatternReader.read(text.substring(start, end))));
      position = end;
    }
    return new GoPattern(text, List.copyOf(chunks));
  }

  /// The next star that is neither escaped nor in brackets.
  private static int endOfChunk(String text, int start) {
    boolean inBrackets = false;
    for (int i = start; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '\\' -> i++;
        case '[' -> inBrackets = true;
        case ']' -> inBrackets = false;
        case '*' -> {
          if (!inBrackets) {
            return i;
          }
        }
        default -> {}
      }
    }
    return text.length();
  }

  /// Whether brackets are closed and escapes escape something.
  public boolean isValid() {
    return chunks.stream().allMatch(chunk -> chunk.atoms() != null);
  }

  /// Whether the text has a character that means more than itself.
  public static boolean hasWildcards(String text) {
    return text.chars().anyMatch(character -> "*?[\\".indexOf(character) >= 0);
  }

  /// Whether the pattern matches the whole path.
  ///
  /// @throws IllegalStateException if it is not valid
  public boolean matches(String path) {
    if (!isValid()) {
      throw new IllegalStateException("malformed pattern: " + text);
    }
    return find(path) == Outcome.MATCH;
  }

  /// Whether Go, which reads a pattern only as far as it matches, finds a mistake in it for this
  /// path.
  boolean failsOn(String path) {
    return find(path) == Outcome.MALFORMED;
  }

  private enum Outcome {
    MATCH,
    NO_MATCH,
    MALFORMED
  }

  private Outcome find(String path) {
    int[] name = path.codePoints().toArray();
    int position = 0;
    for (int i = 0; i < chunks.size(); i++) {
      Chunk chunk = chunks.get(i);
      List<Atom> atoms = chunk.atoms();
      if (atoms == null) {
        return Outcome.MALFORMED;
      }
      boolean last = i == chunks.size() - 1;
      int place = chunk.place(atoms, name, position, last);
      if (place < 0) {
        return Outcome.NO_MATCH;
      }
      position = place + atoms.size();
    }
    return position == name.length ? Outcome.MATCH : Outcome.NO_MATCH;
  }

  @Override
  public String toString() {
    return text;
  }

  /// What stands between two stars.
  ///
  /// @param afterStar whether text within one path element may precede it
  /// @param atoms one for each character it matches; null where it is malformed
  private record Chunk(boolean afterStar, @Nullable List<Atom> atoms) {
    /// The first place at or after `from` where the chunk fits, or -1. The last one has to reach
    /// the end.
    int place(List<Atom> found, int[] name, int from, boolean last) {
      if (!afterStar) {
        return fits(found, name, from) ? from : -1;
      }
      int start = last ? Math.max(from, name.length - found.size()) : from;
      for (int i = from; i < start; i++) {
        if (name[i] == '/') {
          return -1;
        }
      }
      for (int place = start; place <= name.length; place++) {
        if (fits(found, name, place)) {
          return place;
        }
        if (place < name.length && name[place] == '/') {
          return -1;
        }
      }
      return -1;
    }

    private static boolean fits(List<Atom> atoms, int[] name, int start) {
      if (start + atoms.size() > name.length) {
        return false;
      }
      for (int i = 0; i < atoms.size(); i++) {
        if (!atoms.get(i).matches(name[start + i])) {
          return false;
        }
      }
      return true;
    }
  }

  /// What matches one character.
  sealed interface Atom {
    /// A character that stands for itself.
    record Literal(int character) implements Atom {}

    /// `?`: anything but a slash.
    record Any() implements Atom {}

    /// `[...]`: pairs of first and last characters. It matches a slash too if it says so.
    record Brackets(boolean negated, List<Integer> bounds) implements Atom {}

    default boolean matches(int character) {
      return switch (this) {
        case Literal(var expected) -> character == expected;
        case Any() -> character != '/';
        case Brackets(var negated, var bounds) -> within(bounds, character) != negated;
      };
    }

    private static boolean within(List<Integer> bounds, int character) {
      for (int i = 0; i < bounds.size(); i += 2) {
        if (bounds.get(i) <= character && character <= bounds.get(i + 1)) {
          return true;
        }
      }
      return false;
    }
  }
}
