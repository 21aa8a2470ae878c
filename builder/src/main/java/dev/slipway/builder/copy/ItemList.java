package dev.slipway.builder.copy;

import dev.slipway.builder.copy.Selection.Item;
import dev.slipway.builder.copy.SourceFiles.Node;
import dev.slipway.dockerfile.ignore.IgnoreRules;
import dev.slipway.dockerfile.ignore.IgnoreRules.Verdict;
import dev.slipway.image.ImagePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists what is below a source, as far as it is wanted. Patterns look at paths from the source on;
/// the source itself is always wanted.
final class ItemList {
  private final SourceFiles files;
  private final @Nullable IgnoreRules only;
  private final @Nullable IgnoreRules excludes;
  private final List<Item> items = new ArrayList<>();

  /// Directories on the way to where we are that are there only for what is found in them.
  private final List<Item> waiting = new ArrayList<>();

  /// @param only what is wanted; null is everything
  /// @param excludes what is not, though it is wanted; null is nothing
  ItemList(SourceFiles files, @Nullable IgnoreRules only, @Nullable IgnoreRules excludes) {
    this.files = files;
    this.only = only;
    this.excludes = excludes;
  }

  /// Rules that hold for one path or pattern.
  static IgnoreRules only(ImagePath path) {
    return IgnoreRules.of(List.of(text(path)));
  }

  List<Item> of(Node root) throws IOException {
    items.add(new Item(ImagePath.ROOT, root));
    if (root.entry().isDirectory()) {
      addChildren(root, ImagePath.ROOT, root(only), root(excludes));
    }
    return List.copyOf(items);
  }

  private static @Nullable Verdict root(@Nullable IgnoreRules rules) {
    return rules == null ? null : rules.root();
  }

  private void addChildren(
      Node directory,
      ImagePath relative,
      @Nullable Verdict onlyAbove,
      @Nullable Verdict excludesAbove)
      throws IOException {
    for (Node child : files.children(directory)) {
      ImagePath path = relative.child(child.path().name());
      Verdict wanted = below(only, onlyAbove, path);
      Verdict unwanted = below(excludes, excludesAbove, path);
      boolean excluded = unwanted != null && unwanted.excluded();
      boolean included = (wanted == null || wanted.excluded()) && !excluded;
      var item = new Item(path, child);
      if (included) {
        items.addAll(waiting);
        waiting.clear();
        items.add(item);
      }
      if (child.entry().isDirectory() && !(unwanted != null && unwanted.prunes())) {
        int size = items.size();
        if (!included) {
          waiting.add(item);
        }
        addChildren(child, path, wanted, unwanted);
        if (!included && items.size() == size) {
          waiting.removeLast();
        }
      }
    }
  }

  private static @Nullable Verdict below(
      @Nullable IgnoreRules rules, @Nullable Verdict above, ImagePath path) {
    return rules == null || above == null ? null : rules.below(above, text(path));
  }

  private static String text(ImagePath path) {
    return new String(path.relativeBytes(), StandardCharsets.UTF_8);
  }
}
