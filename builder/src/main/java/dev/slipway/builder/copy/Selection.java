package dev.slipway.builder.copy;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.copy.SourceFiles.Node;
import dev.slipway.image.ImagePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the sources of a `COPY` or `ADD` are.
record Selection(SourceFiles files, List<Source> sources) {
  Selection {
    sources = List.copyOf(sources);
  }

  /// One source: a file, or a directory whose content is copied.
  ///
  /// @param name what it is called in a destination directory
  /// @param root what it is, links followed
  /// @param items `root` and all below it, each directory before its content, by path
  record Source(
      @SuppressWarnings("ArrayRecordComponent") byte[] name, Node root, List<Item> items) {
    boolean isDirectory() {
      return root.entry().isDirectory();
    }
  }

  /// One file of a source.
  ///
  /// @param relative its path from the source's root on, which is `/`
  record Item(ImagePath relative, Node node) {}

  static Selection of(SourceFiles files, List<String> patterns) throws IOException {
    var sources = new ArrayList<Source>();
    for (String pattern : patterns) {
      if (NamePattern.isPattern(pattern)) {
        for (ImagePath match : matches(files, pattern)) {
          sources.add(source(files, match));
        }
      } else {
        sources.add(source(files, ImagePath.of(pattern)));
      }
    }
    return new Selection(files, sources);
  }

  private static Source source(SourceFiles files, ImagePath path) throws IOException {
    ImagePath followed = LinkFollowing.follow(lookup(files), path);
    Node root = files.lookup(followed);
    if (root == null) {
      throw BuildException.of(
          "failed to compute cache key: \"" + path + "\": not found", files.hint(path));
    }
    var items = new ArrayList<Item>();
    collect(files, root, ImagePath.ROOT, items);
    return new Source(path.name(), root, List.copyOf(items));
  }

  private static LinkFollowing.Lookup lookup(SourceFiles files) {
    return path -> {
      Node node = files.lookup(path);
      return node == null ? null : node.entry();
    };
  }

  private static void collect(SourceFiles files, Node node, ImagePath relative, List<Item> items)
      throws IOException {
    items.add(new Item(relative, node));
    if (node.entry().isDirectory()) {
      for (Node child : files.children(node)) {
        collect(files, child, relative.child(child.path().name()), items);
      }
    }
  }

  /// What a pattern matches, sorted. Links are followed up to its first wildcard only.
  private static List<ImagePath> matches(SourceFiles files, String pattern) throws IOException {
    List<String> parts =
        ImagePath.of(pattern).components().stream()
            .map(part -> new String(part, StandardCharsets.UTF_8))
            .toList();
    int plain = 0;
    ImagePath start = ImagePath.ROOT;
    while (plain < parts.size() && !NamePattern.isPattern(parts.get(plain))) {
      start = start.resolve(parts.get(plain++));
    }
    Node root = files.lookup(LinkFollowing.follow(lookup(files), start));
    var found = new ArrayList<ImagePath>();
    match(files, root, parts.subList(plain, parts.size()), found);
    return found;
  }

  private static void match(
      SourceFiles files, @Nullable Node node, List<String> parts, List<ImagePath> found)
      throws IOException {
    if (node == null) {
      return;
    }
    if (parts.isEmpty()) {
      found.add(node.path());
      return;
    }
    if (!node.entry().isDirectory()) {
      return;
    }
    var pattern = new NamePattern(parts.getFirst());
    for (Node child : files.children(node)) {
      if (pattern.matches(child.path().nameText())) {
        match(files, child, parts.subList(1, parts.size()), found);
      }
    }
  }
}
