package dev.slipway.builder.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A list that grows at its end. One more costs the same however long it is, and the shorter list
/// stays as it was, so that a file of many instructions is lowered in time linear in their number.
///
/// @param end null where nothing is in it
record Trail<T>(@Nullable Link<T> end, int size) {
  /// @param before null for the first
  private record Link<T>(@Nullable Link<T> before, T value) {}

  static <T> Trail<T> empty() {
    return new Trail<>(null, 0);
  }

  Trail<T> with(T value) {
    return new Trail<>(new Link<>(end, value), size + 1);
  }

  Trail<T> with(List<T> values) {
    Trail<T> longer = this;
    for (T value : values) {
      longer = longer.with(value);
    }
    return longer;
  }

  /// The first ones alone.
  Trail<T> first(int count) {
    Link<T> link = end;
    for (int dropped = count; dropped < size && link != null; dropped++) {
      link = link.before;
    }
    return new Trail<>(link, Math.min(count, size));
  }

  /// All of them, the first one first.
  List<T> toList() {
    return after(0);
  }

  /// Those behind the first ones.
  List<T> after(int count) {
    var values = new ArrayList<T>(Math.max(0, size - count));
    Link<T> link = end;
    for (int index = size; index > count && link != null; index--) {
      values.add(link.value);
      link = link.before;
    }
    Collections.reverse(values);
    return values;
  }

  /// Not those of its links: a million of them would exhaust the stack.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Trail<?> that && toList().equals(that.toList());
  }

  @Override
  public int hashCode() {
    return toList().hashCode();
  }

  @Override
  public String toString() {
    return toList().toString();
  }
}
