package dev.slipway.builder.solve;

import dev.slipway.builder.copy.Archives;
import dev.slipway.builder.copy.CopyLayer;
import dev.slipway.builder.copy.CopySelector;
import dev.slipway.builder.copy.CopyTarget;
import dev.slipway.builder.copy.LayeredFiles;
import dev.slipway.builder.graph.CacheDirectory;
import dev.slipway.builder.graph.Step;
import dev.slipway.image.layer.ArchiveOrigin;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.LayerExtractor;
import dev.slipway.image.store.ImageStore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/// Fills new caches with the files of another step: `RUN --mount=type=cache,from=`.
record CacheFilling(ImageStore store, LayerFiles files, Function<Step, StepResult> results) {

  void fill(CacheDirectory cache, Path empty) throws IOException {
    if (cache.from() == null) {
      return;
    }
    FileTree tree = files.tree(results.apply(cache.from()).layers());
    var archives = new Archives(() -> store.temporary("archive"));
    var target = new CopyTarget(FileTree.of(List.of()), "/", null, null, archives, false);
    Path tar = store.temporary("cache-mount");
    try (OutputStream out = Files.newOutputStream(tar)) {
      CopyLayer.of(List.of(CopySelector.exactly(new LayeredFiles(tree), cache.source())))
          .write(target, out, null);
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(tar))) {
      LayerExtractor.extract(in, empty, ArchiveOrigin.OWN_LAYER);
    } finally {
      Files.delete(tar);
    }
  }
}
