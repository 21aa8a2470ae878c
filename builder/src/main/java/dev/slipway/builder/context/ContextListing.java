package dev.slipway.builder.context;

import dev.slipway.dockerfile.ignore.IgnoreRules;
import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.FileStatus;
import dev.slipway.linux.LinuxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// All that stands in a directory, with what the ignore rules say of it.
public final class ContextListing {
  private final IgnoreRules rules;
  private final List<Item> items = new ArrayList<>();

  private ContextListing(IgnoreRules rules) {
    this.rules = rules;
  }

  /// A file, directory or link.
  ///
  /// @param path from the context's root, without a slash at its beginning; of a directory with one
  ///   at its end
  /// @param files how many it stands for: all below a directory that is left out as a whole
  /// @param bytes of those files
  /// @param included whether the build sees it
  /// @param decision the line that decides; empty where none says anything of it
  public record Item(
      String path,
      long files,
      long bytes,
      boolean included,
      Optional<IgnoreRules.Decision> decision) {
    public boolean isDirectory() {
      return path.endsWith("/");
    }
  }

  /// The items in the order of their paths. A directory that is left out as a whole is one; others
  /// are none of their own.
  public static List<Item> of(Path root, IgnoreRules rules) throws LinuxException {
    var listing = new ContextListing(rules);
    try (DirectoryHandle handle = DirectoryHandle.open(root)) {
      listing.list(handle, "", rules.root());
    }
    return List.copyOf(listing.items);
  }

  private void list(DirectoryHandle directory, String prefix, IgnoreRules.Verdict above)
      throws LinuxException {
    List<DirectoryHandle.Child> children = new ArrayList<>(directory.list());
    children.sort(Comparator.comparing(ContextListing::name));
    for (DirectoryHandle.Child child : children) {
      if (child.type() == DirectoryHandle.Child.SOCKET) {
        continue; // No layer can hold one.
      }
      String path = prefix + name(child);
      IgnoreRules.Verdict verdict = rules.below(above, path);
      if (child.isDirectory()) {
        try (DirectoryHandle below = directory.openChild(child.name())) {
          if (verdict.prunes()) {
            items.add(whole(below, path + "/", verdict));
          } else {
            list(below, path + "/", verdict);
          }
        }
      } else {
        long bytes = bytes(directory.status(child.name()));
        items.add(new Item(path, 1, bytes, !verdict.excluded(), rules.decision(verdict)));
      }
    }
  }

  private Item whole(DirectoryHandle directory, String path, IgnoreRules.Verdict verdict)
      throws LinuxException {
    long[] sums = new long[2];
    sum(directory, sums);
    return new Item(path, sums[0], sums[1], false, rules.decision(verdict));
  }

  private static void sum(DirectoryHandle directory, long[] sums) throws LinuxException {
    for (DirectoryHandle.Child child : directory.list()) {
      if (child.isDirectory()) {
        try (DirectoryHandle below = directory.openChild(child.name())) {
          sum(below, sums);
        }
      } else {
        sums[0]++;
        sums[1] += bytes(directory.status(child.name()));
      }
    }
  }

  private static long bytes(FileStatus status) {
    return status.isRegularFile() ? status.size() : 0;
  }

  private static String name(DirectoryHandle.Child child) {
    return new String(child.name(), StandardCharsets.UTF_8);
  }
}
