package dev.slipway.registry.client;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.Platform;
import dev.slipway.image.spec.IndexDocument;
import dev.slipway.image.spec.ManifestDocument;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.TransferEvent.LayerStage;
import dev.slipway.registry.TransferEvent.Stage;
import dev.slipway.registry.TransferListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// Copies an image, or an index with all of its images, as it is: nothing is unpacked, and every
/// digest stays.
public final class ImageCopy {
  private static final int DEEPEST = 4;

  private final int parallel;
  private final TransferListener listener;
  private final Set<Digest> seen = new HashSet<>();

  public ImageCopy(RegistrySession session) {
    this.parallel = session.settings().parallel();
    this.listener = session.listener();
  }

  /// @param platform of an index the one image that is wanted; null for all
  /// @return what was copied
  public Descriptor copy(ImagePlace from, ImagePlace to, @Nullable Platform platform)
      throws IOException, InterruptedException {
    FetchedManifest top = from.manifest(null);
    for (int depth = 0; platform != null && top.isIndex(); depth++) {
      requireDepth(depth, from);
      List<Descriptor> entries = IndexDocument.parse(top.content()).manifests();
      top = from.manifest(PlatformChoice.choose(entries, platform, from.toString()));
    }
    copy(top, from, to, true, 0);
    return top.descriptor();
  }

  private void copy(
      FetchedManifest manifest, ImagePlace from, ImagePlace to, boolean named, int depth)
      throws IOException, InterruptedException {
    if (!seen.add(manifest.descriptor().digest())) {
      return;
    }
    if (manifest.isIndex()) {
      requireDepth(depth, from);
      for (Descriptor entry : IndexDocument.parse(manifest.content()).manifests()) {
        if (isDocument(entry)) {
          copy(from.manifest(entry), from, to, false, depth + 1);
        } else {
          move(List.of(entry), from, to);
        }
      }
    } else {
      ManifestDocument document = ManifestDocument.parse(manifest.content());
      List<Descriptor> blobs = new ArrayList<>(document.layers());
      blobs.add(document.config());
      move(blobs, from, to);
    }
    to.put(manifest, named);
  }

  private static void requireDepth(int depth, ImagePlace from) {
    if (depth == DEEPEST) {
      throw RegistryException.of(
          "invalid index of " + from + ": nested too deeply",
          "the image is damaged: push it again");
    }
  }

  private static boolean isDocument(Descriptor entry) {
    return entry.mediaType().isEmpty()
        || MediaTypes.isIndex(entry.mediaType())
        || MediaTypes.isManifest(entry.mediaType());
  }

  private void move(List<Descriptor> blobs, ImagePlace from, ImagePlace to)
      throws IOException, InterruptedException {
    List<Callable<Descriptor>> work = new ArrayList<>();
    for (Descriptor blob : blobs) {
      if (seen.add(blob.digest())) {
        work.add(() -> {
          move(blob, from, to);
          return blob;
        });
      }
    }
    List<Descriptor> _ = new ParallelTransfers(parallel).run(work);
  }

  private void move(Descriptor blob, ImagePlace from, ImagePlace to)
      throws IOException, InterruptedException {
    if (to.has(blob.digest())) {
      listener.on(new LayerStage(blob.digest(), Stage.KNOWN, ""));
    } else if (to.adopts(blob, from)) {
      listener.on(new LayerStage(blob.digest(), Stage.MOUNTED, from.toString()));
    } else {
      listener.on(new LayerStage(blob.digest(), Stage.PREPARING, ""));
      to.put(blob, from.blob(blob));
      listener.on(new LayerStage(blob.digest(), Stage.PUSHED, ""));
    }
  }
}
