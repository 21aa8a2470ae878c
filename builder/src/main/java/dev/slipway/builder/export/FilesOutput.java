package dev.slipway.builder.export;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.Output;
import dev.slipway.builder.cache.ResultLayer;
import dev.slipway.builder.cache.Snapshots;
import dev.slipway.builder.solve.Progress;
import dev.slipway.builder.solve.TransferSize;
import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.DirectoryLayer;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.LayerSource;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `type=local` and `type=tar`: the files of a stage, without an image.
final class FilesOutput {
  private final ImageStore store;
  private final Snapshots snapshots;
  private final AttestedImages attestations;

  FilesOutput(ImageStore store, Snapshots snapshots, AttestedImages attestations) {
    this.store = store;
    this.snapshots = snapshots;
    this.attestations = attestations;
  }

  void write(List<BuiltStage> stages, Output output, Progress progress)
      throws IOException, InterruptedException {
    boolean local = output instanceof Output.Local;
    Progress.Entry entry =
        progress
            .entry(local ? "exporting to client directory" : "exporting to client tarball")
            .started();
    try {
      switch (output) {
        case Output.Local(var directory, var split) -> local(stages, directory, split, entry);
        case Output.Tar(var target, var split) -> tar(stages, target, split, entry);
        case Output.Image _, Output.OciLayout _, Output.DockerArchive _ ->
            throw new IllegalStateException("an image");
      }
      entry.finished();
    } catch (IOException | RuntimeException failure) {
      entry.failed(String.valueOf(failure.getMessage()));
      throw failure;
    }
  }

  /// Of no layer more than what is there is made: not even a tar.
  private FileTree tree(BuiltStage built) throws IOException {
    var sources = new ArrayList<LayerSource>();
    for (ResultLayer layer : built.results().of(built.stage().filesystem()).layers()) {
      sources.add(
          switch (layer) {
            case ResultLayer.Stored(_, var diffId) -> store.layers().source(diffId);
            case ResultLayer.Snapshot(var identity) ->
                new DirectoryLayer(snapshots.files(identity));
          });
    }
    return FileTree.of(sources);
  }

  /// `linux_arm64_v8`, where there are several platforms or the caller wants it.
  private static String directory(
      BuiltStage built, List<BuiltStage> stages, @Nullable Boolean split) {
    boolean own = split == null ? stages.size() > 1 : split;
    if (!own && stages.size() > 1) {
      throw BuildException.of(
          "platform-split=false would mix the files of " + stages.size() + " platforms",
          "leave it out, or build one platform");
    }
    return own ? built.platform().format().replace('/', '_') : "";
  }

  private void local(
      List<BuiltStage> stages, Path destination, @Nullable Boolean split, Progress.Entry entry)
      throws IOException {
    for (BuiltStage built : stages) {
      String below = directory(built, stages, split);
      String text = "copying files" + (below.isEmpty() ? "" : " " + below);
      entry.status(text, false);
      FileTree tree = tree(built);
      try (var local = new LocalOutput(destination.resolve(below), built.epoch())) {
        local.add(tree);
        for (var document : attestations.files(built, tree).entrySet()) {
          local.add(document.getKey(), document.getValue());
        }
        entry.status(text + " " + TransferSize.text(local.bytes()), true);
      }
    }
  }

  private void tar(
      List<BuiltStage> stages, Output.Target target, @Nullable Boolean split, Progress.Entry entry)
      throws IOException, InterruptedException {
    entry.status("sending tarball", false);
    switch (target) {
      case Output.Target.Stream stream ->
          TargetFiles.write(stream, sink -> tar(stages, split, sink));
      case Output.Target.File file -> TargetFiles.write(file, sink -> tar(stages, split, sink));
      case Output.Target.Directory(var path) ->
          throw new IllegalArgumentException("a tar is no directory: " + path);
    }
    entry.status("sending tarball", true);
  }

  private void tar(List<BuiltStage> stages, @Nullable Boolean split, OutputStream sink)
      throws IOException {
    try (var tar = new TarOutput(sink)) {
      for (BuiltStage built : stages) {
        ImagePath below = ImagePath.of("/" + directory(built, stages, split));
        FileTree tree = tree(built);
        tar.add(tree, below, built.epoch());
        for (var document : attestations.files(built, tree).entrySet()) {
          tar.add(below.resolve(document.getKey()), document.getValue(), built.epoch());
        }
      }
    }
  }
}
