package dev.slipway.runtime.rootfs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What makes up a container's root.
///
/// @param layersBottomFirst one may be named several times, as images do
/// @param upper takes every change; an empty directory for a new container
/// @param work an empty directory on the file system of `upper`, for overlayfs alone
public record RootStack(List<LayerRoot> layersBottomFirst, Path upper, Path work) {
  public RootStack {
    layersBottomFirst = List.copyOf(layersBottomFirst);
  }

  /// Over unpacked layers.
  public static RootStack ofDirectories(List<Path> layersBottomFirst, Path upper, Path work) {
    List<LayerRoot> layers = new ArrayList<>();
    for (Path layer : layersBottomFirst) {
      layers.add(new LayerRoot.Directory(layer));
    }
    return new RootStack(layers, upper, work);
  }
}
