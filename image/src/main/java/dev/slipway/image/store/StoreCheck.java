package dev.slipway.image.store;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.DigestingInputStream;
import dev.slipway.image.ImageException;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.spec.IndexDocument;
import dev.slipway.image.store.Findings.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Compares every blob with its digest, every name with what it names, and every form of a layer
/// with the layer. The store may be in use meanwhile.
public final class StoreCheck {
  private static final int BUFFER = 1 << 17;

  private final Workspace workspace;
  private final Blobs blobs;
  private final Layers layers;
  private final StoredImages images;
  private final Findings findings;
  private final Map<Object, Digest> digests = new HashMap<>();

  StoreCheck(
      Workspace workspace, Blobs blobs, Layers layers, StoredImages images, Findings findings) {
    this.workspace = workspace;
    this.blobs = blobs;
    this.layers = layers;
    this.images = images;
    this.findings = findings;
  }

  /// @param needed layers that steps and containers name
  public void run(Set<Digest> needed) throws IOException {
    checkBlobs();
    checkNames();
    LayerCheck forms = new LayerCheck(layers, findings, this::digest);
    for (Path layer : children(layers.forms().directory())) {
      findings.checked("layers");
      forms.check(layer);
    }
    checkTemporary();
    checkUnused(needed);
  }

  private void checkBlobs() throws IOException {
    for (Path file : children(blobs.directory("sha256"))) {
      findings.checked("blobs");
      String name = file.getFileName().toString();
      if (!name.matches("[0-9a-f]{64}")) {
        findings.add(
            Severity.UNUSED, "blobs/sha256/" + name, "it is no blob", "remove it by hand", null);
        continue;
      }
      try {
        Digest expected = Digest.ofSha256Hex(name);
        if (!digest(file).equals(expected)) {
          findings.add(
              Severity.DAMAGED,
              "blob " + expected.shortHex(),
              "its bytes are not those of its digest",
              "remove it, and what needs it",
              () -> Files.deleteIfExists(file));
        }
      } catch (NoSuchFileException removedMeanwhile) {
        // Nobody needs it.
      }
    }
  }

  /// A blob and a layer's tar may be one file: it is read once.
  private Digest digest(Path file) throws IOException {
    Object identity = Files.getAttribute(file, "unix:ino");
    Digest known = digests.get(identity);
    if (known != null) {
      return known;
    }
    try (var in = new DigestingInputStream(Files.newInputStream(file))) {
      drain(in);
      Digest digest = in.digest();
      digests.put(identity, digest);
      return digest;
    }
  }

  private static void drain(InputStream in) throws IOException {
    byte[] buffer = new byte[BUFFER];
    while (in.read(buffer) >= 0) {
      // for its digest
    }
  }

  private void checkNames() throws IOException {
    List<NamedImage> entries;
    try {
      entries = images.names().list();
    } catch (ImageException damaged) {
      String hint = damaged.hint();
      findings.add(
          Severity.DAMAGED,
          "index.json",
          String.valueOf(damaged.getMessage()),
          hint == null ? "" : hint,
          null);
      return;
    }
    for (NamedImage entry : entries) {
      findings.checked("images");
      List<String> missing = new ArrayList<>();
      look(entry.descriptor(), missing);
      if (!missing.isEmpty()) {
        findings.add(
            Severity.MISSING,
            "image " + name(entry),
            String.join(", ", missing),
            "take it out of the list: pull, load or build it again",
            () -> takeOut(entry));
      }
    }
  }

  private static String name(NamedImage entry) {
    return entry.reference().map(name -> name.familiar()).orElse(entry.imageId().shortHex());
  }

  private void takeOut(NamedImage entry) throws IOException {
    images
        .names()
        .replace(entries ->
            entries.stream().filter(each -> !each.manifest().equals(entry.manifest())).toList());
  }

  private void look(Descriptor manifest, List<String> missing) throws IOException {
    try {
      if (MediaTypes.isIndex(manifest.mediaType())) {
        for (Descriptor child : IndexDocument.parse(blobs.read(manifest.digest())).manifests()) {
          if (Files.exists(blobs.path(child.digest()))) {
            look(child, missing);
          }
        }
        return;
      }
      for (Descriptor layer : images.read(manifest).layers()) {
        if (!Files.exists(blobs.path(layer.digest()))) {
          missing.add("its layer " + layer.digest().shortHex() + " is gone");
        }
      }
    } catch (ImageException unreadable) {
      missing.add(String.valueOf(unreadable.getMessage()));
    }
  }

  /// Opening the store has removed what dead processes left; anything else without an owner is left
  /// from before its claim was written.
  private void checkTemporary() throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path child : children(workspace.temporaryDirectory())) {
      names.add(child.getFileName().toString());
    }
    for (String name : names) {
      if (!name.endsWith(".claim") && !names.contains(name + ".claim")) {
        Path left = workspace.temporaryDirectory().resolve(name);
        findings.add(
            Severity.UNUSED,
            "tmp/" + name,
            "no process owns it",
            "remove it",
            () -> DerivedLayer.remove(left));
      }
    }
  }

  private void checkUnused(Set<Digest> needed) throws IOException {
    GarbageCollector garbage = new GarbageCollector(workspace, blobs, layers, images);
    GarbageCollector.Collected unused;
    try {
      unused = garbage.unused(() -> needed);
    } catch (ImageException unreadable) {
      return; // An image that cannot be read is told of, and keeps everything until it is gone.
    }
    int count = unused.blobs().size() + unused.diffIds().size();
    if (count > 0) {
      findings.add(
          Severity.UNUSED,
          unused.blobs().size() + " blobs, " + unused.diffIds().size() + " layers",
          "nothing needs these " + unused.bytes() + " bytes",
          "remove them",
          () -> {
            var _ = garbage.collect(() -> needed);
          });
    }
  }

  static List<Path> children(Path directory) throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
      all.forEach(children::add);
    } catch (NoSuchFileException none) {
      return List.of();
    }
    children.sort(null);
    return children;
  }
}
