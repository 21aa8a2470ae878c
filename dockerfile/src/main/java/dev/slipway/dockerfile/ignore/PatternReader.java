package dev.slipway.dockerfile.ignore;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a piece of a pattern that has no stars.
final class PatternReader {
  private static final int MALFORMED = -1;

  private final int[] text;
  private int position;

  private PatternReader(String text) {
    this.text = text.codePoints().toArray();
  }

  /// The piece's atoms, or null if it is malformed.
  static @Nullable List<GoPattern.Atom> read(String text) {
    return new PatternReader(text).atoms();
  }

  private @Nullable List<GoPattern.Atom> atoms() {
    var atoms = new ArrayList<GoPattern.Atom>();
    while (position < text.length) {
      GoPattern.Atom atom = atom();
      if (atom == null) {
        return null;
      }
      atoms.add(atom);
    }
    return List.copyOf(atoms);
  }

  private GoPattern.@Nullable Atom atom() {
    int character = text[position++];
    return switch (character) {
      case '?' -> new GoPattern.Atom.Any();
      case '[' -> brackets();
      case '\\' -> position == text.length ? null : new GoPattern.Atom.Literal(text[position++]);
      default -> new GoPattern.Atom.Literal(character);
    };
  }

  private GoPattern.@Nullable Atom brackets() {
    boolean negated = position < text.length && text[position] == '^';
    if (negated) {
      position++;
    }
    var bounds = new ArrayList<Integer>();
    while (bounds.isEmpty() || position == text.length || text[position] != ']') {
      int first = bound();
      if (first == MALFORMED) {
        return null;
      }
      int last = first;
      if (text[position] == '-') {
        position++;
        last = bound();
        if (last == MALFORMED) {
          return null;
        }
      }
      bounds.add(first);
      bounds.add(last);
    }
    position++;
    return new GoPattern.Atom.Brackets(negated, List.copyOf(bounds));
  }

  /// One end of a range. Something has to follow it, if only the closing bracket.
  private int bound() {
    if (position == text.length || text[position] == '-' || text[position] == ']') {
      return MALFORMED;
    }
    if (text[position] == '\\') {
      position++;
    }
    if (position >= text.length - 1) {
      return MALFORMED;
    }
    return text[position++];
  }
}
