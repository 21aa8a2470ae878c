package dev.slipway.dockerfile.ignore;

import java.util.List;

/// The regular expression that Docker makes of an ignore pattern, matched without ever going back:
/// all places in the expression that the path may have reached are kept at once.
final class PathExpression {
  private final List<List<Step>> alternatives;

  private PathExpression(List<List<Step>> alternatives) {
    this.alternatives = alternatives;
  }

  /// @throws IllegalArgumentException if Go would not compile it
  static PathExpression compile(String expression) {
    return new PathExpression(new ExpressionReader(expression).read());
  }

  /// Whether the expression is found in the path; it says itself where it begins and ends.
  boolean matches(String path) {
    int[] text = path.codePoints().toArray();
    for (List<Step> steps : alternatives) {
      if (new Search(steps, text).find()) {
        return true;
      }
    }
    return false;
  }

  /// One pass over a path.
  private static final class Search {
    private final List<Step> steps;
    private final int[] text;
    private Places now;
    private Places next;

    Search(List<Step> steps, int[] text) {
      this.steps = steps;
      this.text = text;
      this.now = new Places(steps.size() + 1);
      this.next = new Places(steps.size() + 1);
    }

    boolean find() {
      boolean anchored =
          !steps.isEmpty() && steps.getFirst().equals(new Step.Assertion(Kind.START));
      enter(now, 0, 0);
      for (int i = 0; i < text.length && !now.contains(steps.size()); i++) {
        if (now.size == 0 && anchored) {
          return false;
        }
        next.clear();
        for (int k = 0; k < now.size; k++) {
          advance(now.list[k], i);
        }
        Places swap = now;
        now = next;
        next = swap;
        if (!anchored) {
          enter(now, 0, i + 1);
        }
      }
      return now.contains(steps.size());
    }

    private void advance(int place, int position) {
      if (place == steps.size()) {
        return; // The expression is at its end, the path is not.
      }
      int character = text[position];
      switch (steps.get(place)) {
        case Step.One(var set) -> {
          if (set.contains(character)) {
            enter(next, place + 1, position + 1);
          }
        }
        case Step.Optional(var set) -> {
          if (set.contains(character)) {
            enter(next, place + 1, position + 1);
          }
        }
        case Step.Many(var set) -> {
          if (set.contains(character)) {
            enter(next, place, position + 1);
          }
        }
        case Step.InDirectories() -> {
          if (character != '\n') {
            next.add(place);
          }
          if (character == '/') {
            enter(next, place + 1, position + 1);
          }
        }
        case Step.Directories _, Step.Assertion _ -> {}
      }
    }

    /// Adds a place and those that are reached from it without a character.
    private void enter(Places places, int place, int position) {
      int at = place;
      while (places.add(at) && at < steps.size()) {
        switch (steps.get(at)) {
          case Step.One _, Step.InDirectories _ -> {
            return;
          }
          case Step.Many _, Step.Optional _ -> at++;
          case Step.Directories _ -> {
            places.add(at + 1);
            at += 2;
          }
          case Step.Assertion(var kind) -> {
            if (!kind.holds(text, position)) {
              return;
            }
            at++;
          }
        }
      }
    }
  }

  /// One piece of the expression.
  sealed interface Step {
    /// One character of a set.
    record One(CharacterSet set) implements Step {}

    /// One or none.
    record Optional(CharacterSet set) implements Step {}

    /// Any number of them.
    record Many(CharacterSet set) implements Step {}

    /// Before any directories, each with its slash, or none. `InDirectories` follows.
    record Directories() implements Step {}

    /// Within their names, up to a slash.
    record InDirectories() implements Step {}

    /// Something about the place itself.
    record Assertion(Kind kind) implements Step {}
  }

  /// What an assertion asks.
  enum Kind {
    START,
    END,
    WORD_BOUNDARY,
    NO_WORD_BOUNDARY;

    boolean holds(int[] text, int position) {
      return switch (this) {
        case START -> position == 0;
        case END -> position == text.length;
        case WORD_BOUNDARY -> isBoundary(text, position);
        case NO_WORD_BOUNDARY -> !isBoundary(text, position);
      };
    }

    private static boolean isBoundary(int[] text, int position) {
      boolean before = position > 0 && CharacterSet.WORD.contains(text[position - 1]);
      boolean after = position < text.length && CharacterSet.WORD.contains(text[position]);
      return before != after;
    }
  }

  /// A set of places, in the order of their coming.
  private static final class Places {
    private final int[] list;
    private final boolean[] present;
    private int size;

    Places(int capacity) {
      list = new int[capacity];
      present = new boolean[capacity];
    }

    boolean add(int place) {
      if (present[place]) {
        return false;
      }
      present[place] = true;
      list[size++] = place;
      return true;
    }

    boolean contains(int place) {
      return present[place];
    }

    void clear() {
      for (int i = 0; i < size; i++) {
        present[list[i]] = false;
      }
      size = 0;
    }
  }
}
