package dev.slipway.cli.prepare;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Records and switches as the compiler makes them, called by [PlainCallSitesTest] as they are and
/// rewritten.
public final class Shapes implements Supplier<List<String>> {
  sealed interface Shape permits Circle, Square, Line, Nothing {
    default String kind() {
      return switch (this) {
        case Circle circle when circle.radius() > 10 -> "large circle";
        case Circle _ -> "circle";
        case Square(int side, _) when side == 0 -> "empty square";
        case Square _ -> "square";
        case Line _ -> "line";
        case Nothing _ -> "nothing";
      };
    }
  }

  record Circle(double radius) implements Shape {}

  record Square(int side, String name) implements Shape {}

  @SuppressWarnings("ArrayRecordComponent") // One that is equal by identity alone.
  record Line(
      byte small,
      short narrow,
      char letter,
      long wide,
      float rough,
      boolean bold,
      @Nullable Object other,
      int[] points)
      implements Shape {}

  record Nothing() implements Shape {}

  private static String label(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> word(text);
      case Integer number when number < 0 -> "negative";
      case Integer _ -> "number";
      case int[] _ -> "numbers";
      case List<?> list -> "list of " + list.size();
      case Shape shape -> shape.kind();
      default -> "other";
    };
  }

  private static String word(String text) {
    return switch (text) {
      case "one" -> "the word";
      case String any when any.isEmpty() -> "empty";
      case String any -> "text " + any;
    };
  }

  @Override
  public List<String> get() {
    int[] points = {1, 2};
    var line = new Line((byte) 1, (short) 2, 'x', 3, 4.5f, true, null, points);
    var all =
        Arrays.asList(
            new Circle(11),
            new Circle(Double.NaN),
            new Circle(0.0),
            new Circle(-0.0),
            new Square(0, "a"),
            new Square(1, "a"),
            new Square(1, "b"),
            line,
            new Line((byte) 1, (short) 2, 'x', 3, 4.5f, true, null, points),
            new Line((byte) 1, (short) 2, 'x', 3, 4.5f, true, null, points.clone()),
            new Line((byte) 1, (short) 2, 'x', 3, Float.NaN, false, line.kind(), points),
            new Nothing(),
            new Nothing(),
            null,
            "",
            "one",
            "two",
            -1,
            1,
            1.5,
            points,
            List.of(1, 2));
    return all.stream()
        .map(one ->
            label(one)
                + " "
                + (one == null || one instanceof int[] || one instanceof Line ? "" : one.toString())
                + " "
                + equalities(one, all))
        .toList();
  }

  private static List<Integer> equalities(@Nullable Object one, List<?> all) {
    if (!(one instanceof Record shape)) {
      return List.of();
    }
    return all.stream()
        .filter(shape::equals)
        .map(other -> shape.hashCode() - Objects.hashCode(other) + all.indexOf(other))
        .toList();
  }

  /// @return the texts and hash codes of records whose components are not known by identity
  public List<String> texts() {
    var line = new Line((byte) 1, (short) -2, 'x', 1L << 40, 4.5f, true, "other", new int[0]);
    String text = line.toString();
    return List.of(
        text.substring(0, text.indexOf("points=")),
        new Circle(1.5).toString() + new Circle(1.5).hashCode(),
        new Square(7, "b").toString() + new Square(7, "b").hashCode(),
        new Nothing().toString() + new Nothing().hashCode());
  }
}
