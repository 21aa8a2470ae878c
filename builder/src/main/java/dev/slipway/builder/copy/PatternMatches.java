package dev.slipway.builder.copy;

import dev.slipway.builder.copy.SourceFiles.Node;
import dev.slipway.image.ImagePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a wildcard pattern matches, sorted. Links are followed up to its first wildcard only.
final class PatternMatches {
  private PatternMatches() {}

  static List<ImagePath> of(SourceFiles files, String pattern) throws IOException {
    List<String> parts =
        ImagePath.of(pattern).components().stream()
            .map(part -> new String(part, StandardCharsets.UTF_8))
            .toList();
    int plain = 0;
    ImagePath start = ImagePath.ROOT;
    while (plain < parts.size() && !NamePattern.isPattern(parts.get(plain))) {
      start = start.resolve(parts.get(plain++));
    }
    Node root = files.lookup(LinkFollowing.follow(Selection.lookup(files), start));
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
