package dev.slipway.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Names and their values at one point of a Dockerfile. Adding one costs the logarithm of their
/// number.
public final class Variables {
  /// No variables.
  public static final Variables EMPTY = new Variables(null);

  private final @Nullable Node root;

  private Variables(@Nullable Node root) {
    this.root = root;
  }

  /// Those of a map.
  public static Variables of(Map<String, String> values) {
    Variables all = EMPTY;
    for (var entry : values.entrySet()) {
      all = all.with(entry.getKey(), entry.getValue());
    }
    return all;
  }

  /// The same with one more, or with another value for `name`.
  public Variables with(String name, String value) {
    return new Variables(Node.with(root, name, value));
  }

  /// The value of `name`, null if it is not set.
  public @Nullable String get(String name) {
    Node node = root;
    while (node != null) {
      int order = name.compareTo(node.name);
      if (order == 0) {
        return node.value;
      }
      node = order < 0 ? node.left : node.right;
    }
    return null;
  }

  /// All of them, sorted by name.
  public Map<String, String> toMap() {
    var values = new TreeMap<String, String>();
    if (root != null) {
      root.collect(values);
    }
    return values;
  }

  /// The first of their names, sorted.
  public List<String> names(int most) {
    var names = new ArrayList<String>();
    if (root != null) {
      root.collectNames(names, most);
    }
    return names;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Variables that && toMap().equals(that.toMap());
  }

  @Override
  public int hashCode() {
    return toMap().hashCode();
  }

  @Override
  public String toString() {
    return toMap().toString();
  }

  /// An AA tree's node: balanced, so that neither depth nor cost depends on the order of names.
  private record Node(
      String name, String value, int level, @Nullable Node left, @Nullable Node right) {
    static Node with(@Nullable Node node, String name, String value) {
      if (node == null) {
        return new Node(name, value, 1, null, null);
      }
      int order = name.compareTo(node.name);
      if (order == 0) {
        return new Node(name, value, node.level, node.left, node.right);
      }
      Node changed =
          order < 0
              ? node.withLeft(with(node.left, name, value))
              : node.withRight(with(node.right, name, value));
      return changed.skew().split();
    }

    private Node withLeft(@Nullable Node child) {
      return new Node(name, value, level, child, right);
    }

    private Node withRight(@Nullable Node child) {
      return new Node(name, value, level, left, child);
    }

    private Node skew() {
      return left != null && left.level == level ? left.withRight(withLeft(left.right)) : this;
    }

    private Node split() {
      if (right == null || right.right == null || right.right.level != level) {
        return this;
      }
      return new Node(right.name, right.value, level + 1, withRight(right.left), right.right);
    }

    void collectNames(List<String> into, int most) {
      if (left != null) {
        left.collectNames(into, most);
      }
      if (into.size() < most) {
        into.add(name);
      }
      if (right != null && into.size() < most) {
        right.collectNames(into, most);
      }
    }

    void collect(Map<String, String> into) {
      into.put(name, value);
      if (left != null) {
        left.collect(into);
      }
      if (right != null) {
        right.collect(into);
      }
    }
  }
}
