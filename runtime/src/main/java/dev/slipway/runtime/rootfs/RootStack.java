package dev.slipway.runtime.rootfs;

import java.nio.file.Path;
import java.util.List;

/// The directories that make up a container's root.
///
/// @param layersBottomFirst extracted layers; one may be named several times, as images do
/// @param upper takes every change; an empty directory for a new container
/// @param work an empty directory on the file system of `upper`, for overlayfs alone
public record RootStack(List<Path> layersBottomFirst, Path upper, Path work) {
  public RootStack {
    layersBottomFirst = List.copyOf(layersBottomFirst);
  }
}
