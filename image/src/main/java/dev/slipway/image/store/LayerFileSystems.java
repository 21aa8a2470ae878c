package dev.slipway.image.store;

import dev.slipway.image.Digest;
import dev.slipway.image.erofs.ErofsMetadata;
import dev.slipway.image.erofs.NotMountableException;
import dev.slipway.image.layer.LayerIndex;
import dev.slipway.linux.Renaming;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;

/// What containers see of layers: a directory in overlay form, or the tar with what the kernel
/// mounts it by. [Layers] says what each does.
final class LayerFileSystems {
  private final Layers layers;
  private final LayerForms forms;

  LayerFileSystems(Layers layers, LayerForms forms) {
    this.layers = layers;
    this.forms = forms;
  }

  MountableTar mountable(Digest diffId) throws IOException, NotMountableException {
    Path tar = layers.tar(diffId);
    Path metadata = forms.derived(diffId).mountMetadata();
    if (ErofsMetadata.isWhole(metadata) && !forms.derived(diffId).isStale()) {
      return new MountableTar(metadata, tar);
    }
    LayerIndex index = layers.index(diffId);
    try (Lock _ = forms.lock(diffId)) {
      if (!ErofsMetadata.isWhole(metadata)) {
        forms.keepMountMetadata(diffId, ErofsMetadata.of(index, diffId, Files.size(tar)));
      }
      return new MountableTar(metadata, tar);
    }
  }

  boolean isMountable(Digest diffId) throws IOException {
    return Files.exists(forms.derived(diffId).mountMetadata()) && forms.existingTar(diffId) != null;
  }

  Path directory(Digest diffId) throws IOException {
    layers.requireThere(diffId);
    DerivedLayer derived = forms.derived(diffId);
    if (forms.isExtracted(diffId) && !derived.isSettled(Instant.now())) {
      return derived.files();
    }
    try (Lock _ = forms.lock(diffId)) {
      if (!forms.isExtracted(diffId)) {
        return forms.extract(diffId);
      }
      if (derived.isSettled(Instant.now())) {
        derived.sync();
      }
      return derived.files();
    }
  }

  Path adoptDirectory(Digest diffId, Path files) throws IOException {
    layers.requireThere(diffId);
    DerivedLayer derived = forms.derived(diffId);
    try (Lock _ = forms.lock(diffId)) {
      boolean extracted = forms.isExtracted(diffId);
      Path link = extracted ? files.resolveSibling("layer") : derived.files();
      derived.markUnsynced();
      Files.deleteIfExists(link); // What a process that was killed here left.
      Path place = Objects.requireNonNull(files.getParent());
      Files.createSymbolicLink(link, place.relativize(derived.files()));
      Renaming.exchange(link, files);
      if (extracted) {
        DerivedLayer.remove(link);
      }
      return derived.files();
    }
  }
}
