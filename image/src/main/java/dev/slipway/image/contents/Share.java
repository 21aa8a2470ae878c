package dev.slipway.image.contents;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// What something takes.
///
/// @param count how many files or functions it has
public record Share(String name, int count, long bytes) {
  /// As it is with one more.
  Share plus(long more) {
    return new Share(name, count + 1, bytes + more);
  }

  /// The largest first.
  static List<Share> sorted(Collection<Share> shares) {
    var list = new ArrayList<>(shares);
    list.sort((one, other) ->
        one.bytes() == other.bytes()
            ? one.name().compareTo(other.name())
            : Long.compare(other.bytes(), one.bytes()));
    return list;
  }
}
