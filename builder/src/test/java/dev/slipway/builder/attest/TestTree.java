package dev.slipway.builder.attest;

import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerTarWriter;
import dev.slipway.image.layer.TarLayer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A tree of a few files.
final class TestTree {
  private final TreeMap<ImagePath, byte[]> files = new TreeMap<>();

  TestTree with(String path, String text) {
    return with(path, text.getBytes(StandardCharsets.UTF_8));
  }

  TestTree with(String path, byte[] content) {
    files.put(ImagePath.of(path), content);
    return this;
  }

  FileTree in(Path directory) throws IOException {
    Path file = directory.resolve("layer.tar");
    try (OutputStream sink = Files.newOutputStream(file)) {
      var tar = new LayerTarWriter(sink);
      Set<ImagePath> made = new TreeSet<>();
      for (var each : files.entrySet()) {
        parents(each.getKey().parent(), made, tar);
        tar.add(
            LayerEntry.file(each.getKey(), 0755, each.getValue().length),
            new ByteArrayInputStream(each.getValue()));
      }
      return FileTree.of(List.of(new TarLayer(file, tar.finish())));
    }
  }

  private static void parents(ImagePath directory, Set<ImagePath> made, LayerTarWriter tar)
      throws IOException {
    if (directory.isRoot() || made.contains(directory)) {
      return;
    }
    parents(directory.parent(), made, tar);
    made.add(directory);
    tar.add(LayerEntry.directory(directory, 0755), null);
  }
}
