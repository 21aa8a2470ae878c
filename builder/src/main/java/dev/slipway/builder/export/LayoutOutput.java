package dev.slipway.builder.export;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.Output;
import dev.slipway.image.Descriptor;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReference;
import dev.slipway.image.archive.LayoutWriter;
import dev.slipway.image.archive.LayoutWriter.Layout;
import dev.slipway.image.spec.ArchiveManifest;
import dev.slipway.image.spec.DescriptorDocument;
import dev.slipway.image.spec.GoTime;
import dev.slipway.image.spec.IndexDocument;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// `type=oci` and `type=docker`: an OCI image layout, for Docker with a `manifest.json` beside it.
final class LayoutOutput {
  private static final String NAME = "org.opencontainers.image.ref.name";
  private static final String CONTAINERD_NAME = "io.containerd.image.name";
  private static final String CREATED = "org.opencontainers.image.created";

  private final ImageStore store;

  LayoutOutput(ImageStore store) {
    this.store = store;
  }

  void writeOci(ImageSet set, List<ImageReference> names, Output.Target target)
      throws IOException, InterruptedException {
    write(set, entries(set, names), Map.of(), target);
  }

  /// @throws BuildException for several platforms: Docker loads one image
  void writeDocker(ImageSet set, List<ImageReference> names, Output.Target target)
      throws IOException, InterruptedException {
    if (set.isIndex()) {
      throw BuildException.of(
          "docker exporter does not currently support exporting manifest lists",
          "write an OCI layout: --output type=oci,dest=FILE");
    }
    Image image = set.images().getFirst();
    var manifest =
        new ArchiveManifest(
            path(image.id().hex()),
            names.stream().map(ImageReference::familiar).toList(),
            image.layers().stream().map(layer -> path(layer.digest().hex())).toList());
    write(
        set,
        entries(set, names),
        Map.of("manifest.json", ArchiveManifest.write(List.of(manifest))),
        target);
  }

  private static String path(String hex) {
    return "blobs/sha256/" + hex;
  }

  private static List<DescriptorDocument> entries(ImageSet set, List<ImageReference> names) {
    var entries = new ArrayList<DescriptorDocument>();
    for (ImageReference name : names) {
      var annotations = new TreeMap<>(annotations(set));
      annotations.put(CONTAINERD_NAME, name.full());
      annotations.put(NAME, name.tag().orElse(name.full()));
      entries.add(DescriptorDocument.of(set.root().withAnnotations(annotations)));
    }
    if (names.isEmpty()) {
      entries.add(DescriptorDocument.of(set.root().withAnnotations(annotations(set))));
    }
    entries.addAll(set.referrers());
    return entries;
  }

  private static Map<String, String> annotations(ImageSet set) {
    var annotations = new TreeMap<>(set.root().annotations());
    String created = GoTime.format(set.images().getFirst().config().created());
    if (created != null) {
      annotations.put(CREATED, created);
    }
    return annotations;
  }

  private void write(
      ImageSet set,
      List<DescriptorDocument> entries,
      Map<String, byte[]> documents,
      Output.Target target)
      throws IOException, InterruptedException {
    var writer = new LayoutWriter(store.blobs());
    switch (target) {
      case Output.Target.Stream stream ->
          TargetFiles.write(
              stream, sink -> writer.writeArchive(layout(set, entries, documents), sink));
      case Output.Target.File file ->
          TargetFiles.write(
              file, sink -> writer.writeArchive(layout(set, entries, documents), sink));
      case Output.Target.Directory(var path) ->
          writer.writeDirectory(layout(set, merged(path, entries), documents), path);
    }
  }

  private static Layout layout(
      ImageSet set, List<DescriptorDocument> entries, Map<String, byte[]> documents) {
    byte[] index = IndexDocument.ofDocuments(entries, Map.of()).toJson();
    return new Layout(set.blobs(), index, documents);
  }

  /// What a layout that is there already names stays, but for the names that are given anew.
  private static List<DescriptorDocument> merged(Path directory, List<DescriptorDocument> entries)
      throws IOException {
    Path file = directory.resolve("index.json");
    if (!Files.exists(file)) {
      return entries;
    }
    var merged = new ArrayList<DescriptorDocument>();
    List<DescriptorDocument> there =
        IndexDocument.parse(Files.readAllBytes(file)).manifestDocuments();
    for (DescriptorDocument document : there == null ? List.<DescriptorDocument>of() : there) {
      Descriptor before = document.toDescriptor();
      String name = before.annotations().get(CONTAINERD_NAME);
      boolean replaced =
          entries.stream()
              .map(DescriptorDocument::toDescriptor)
              .anyMatch(entry ->
                  entry.digest().equals(before.digest())
                      || (name != null && name.equals(entry.annotations().get(CONTAINERD_NAME))));
      if (!replaced) {
        merged.add(document);
      }
    }
    merged.addAll(entries);
    return merged;
  }
}
