package dev.slipway.builder.copy;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.copy.SourceFiles.Node;
import dev.slipway.image.ImagePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What the sources of a `COPY` or `ADD` are.
record Selection(List<Source> sources) {
  private static final String PIVOT = "/./";

  Selection {
    sources = List.copyOf(sources);
  }

  /// One source: a file, or a directory whose content is copied.
  ///
  /// @param name what it is called in a destination directory
  /// @param root what it is, links followed
  /// @param items `root` and what is copied of all below it, each directory before its content, by
  ///   path
  /// @param unpack whether an archive gives its content
  record Source(
      SourceFiles files,
      @SuppressWarnings("ArrayRecordComponent") byte[] name,
      Node root,
      List<Item> items,
      boolean unpack) {
    boolean isDirectory() {
      return root.entry().isDirectory();
    }
  }

  /// One file of a source.
  ///
  /// @param relative its path from the source's root on, which is `/`
  record Item(ImagePath relative, Node node) {}

  static Selection of(List<CopySelector> selectors) throws IOException {
    var sources = new ArrayList<Source>();
    for (CopySelector selector : selectors) {
      if (selector.parents()) {
        addWithParents(selector, sources);
      } else if (selector.wildcards() && NamePattern.isPattern(selector.path())) {
        for (ImagePath match : PatternMatches.of(selector.files(), selector.path())) {
          sources.add(source(selector, match));
        }
      } else {
        sources.add(source(selector, ImagePath.of(selector.path())));
      }
    }
    return new Selection(sources);
  }

  private static Source source(CopySelector selector, ImagePath path) throws IOException {
    Node root = root(selector.files(), path);
    List<Item> items = new ItemList(selector.files(), null, selector.excludes()).of(root);
    return new Source(selector.files(), path.name(), root, items, selector.unpack());
  }

  /// The directories above a source are copied like what is in a directory that holds nothing else.
  private static void addWithParents(CopySelector selector, List<Source> sources)
      throws IOException {
    String path = selector.path();
    int pivot = path.indexOf(PIVOT);
    String above = pivot < 0 ? "/" : path.substring(0, pivot);
    ImagePath below = ImagePath.of(pivot < 0 ? path : path.substring(pivot + PIVOT.length()));
    if (!NamePattern.isPattern(path)) {
      root(selector.files(), ImagePath.of(above + "/" + below));
    }
    List<ImagePath> starts =
        NamePattern.isPattern(above)
            ? PatternMatches.of(selector.files(), above)
            : List.of(ImagePath.of(above));
    for (ImagePath start : starts) {
      Node root = root(selector.files(), start);
      List<Item> items =
          new ItemList(selector.files(), ItemList.only(below), selector.excludes()).of(root);
      sources.add(new Source(selector.files(), root.path().name(), root, items, false));
    }
  }

  private static Node root(SourceFiles files, ImagePath path) throws IOException {
    ImagePath followed = LinkFollowing.follow(lookup(files), path);
    Node root = files.lookup(followed);
    if (root == null) {
      throw BuildException.of(
          "failed to compute cache key: \"" + path + "\": not found", files.hint(path));
    }
    return root;
  }

  static LinkFollowing.Lookup lookup(SourceFiles files) {
    return path -> {
      Node node = files.lookup(path);
      return node == null ? null : node.entry();
    };
  }
}
