package dev.slipway.runtime.rootfs;

import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.Errno;
import dev.slipway.linux.FileSystem;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.MappedOwners;
import dev.slipway.linux.Mounts;
import dev.slipway.linux.Namespaces;
import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A root made by overlayfs over layers.
public final class OverlayRoot {
  /// The kernel's own limit.
  public static final int MOST_LAYERS = 500;

  private OverlayRoot() {}

  /// Whether what is written must survive a crash of the machine.
  public enum Durability {
    /// No flush is waited for: the directory is dropped after a crash.
    VOLATILE,
    /// As on any file system.
    NORMAL
  }

  /// Mounts the stack at `target` in the calling thread's mount namespace, which must be its own.
  ///
  /// @throws ContainerException the file system of the stack cannot carry an overlay, or there are
  ///   too many layers
  public static void mount(RootStack stack, Path target, Durability durability) throws IOException {
    mount(stack, target, durability, null);
  }

  /// @param owners as whose the files are seen; null for those that they have
  public static void mount(
      RootStack stack, Path target, Durability durability, @Nullable MappedOwners owners)
      throws IOException {
    try (var layers = new LayerMounts(target.resolveSibling("layers"))) {
      List<Path> lowers = lowersTopFirst(stack, layers);
      if (owners == null) {
        mount(stack, lowers, target, durability);
      } else {
        try (var mapped = new MappedLayers(target.resolveSibling("mapped"), owners)) {
          mount(mapped.stack(stack), mapped.layers(lowers), target, durability);
        }
      }
    }
  }

  private static void mount(RootStack stack, List<Path> layers, Path target, Durability durability)
      throws IOException {
    List<Path> lowers = layers;
    if (lowers.size() > MOST_LAYERS) {
      throw new ContainerException(
          "max depth exceeded: " + lowers.size() + " layers, overlayfs takes " + MOST_LAYERS,
          "merge instructions of the Dockerfile, or squash the base image");
    }
    if (lowers.isEmpty()) {
      Path nothing = Files.createDirectories(target.resolveSibling("nothing"));
      lowers = List.of(nothing);
    }
    try {
      Mounts.overlay(lowers, stack.upper(), stack.work(), target, options(durability));
    } catch (LinuxException failure) {
      throw explained(failure, stack);
    }
  }

  /// Each layer once, where it counts; layers without content are left out (overlayfs refuses the
  /// same directory twice). Below a layer whose root is opaque nothing counts: overlayfs itself
  /// does not look at that.
  private static List<Path> lowersTopFirst(RootStack stack, LayerMounts mounts) throws IOException {
    Set<Path> layers = new LinkedHashSet<>();
    for (LayerRoot layer : stack.layersBottomFirst().reversed()) {
      Path real = mounts.directory(layer);
      try (DirectoryHandle directory = DirectoryHandle.open(real)) {
        if (!directory.list().isEmpty()) {
          layers.add(real);
        }
        if (isOpaque(directory)) {
          break;
        }
      }
    }
    return List.copyOf(layers);
  }

  private static boolean isOpaque(DirectoryHandle directory) throws IOException {
    for (String key : directory.xattrs().keySet()) {
      if (key.endsWith(".overlay.opaque")) {
        return true;
      }
    }
    return false;
  }

  private static List<String> options(Durability durability) {
    List<String> options =
        new ArrayList<>(List.of("redirect_dir=nofollow", "metacopy=off", "index=off"));
    if (durability == Durability.VOLATILE) {
      options.add("volatile");
    }
    if (Namespaces.inUserNamespace()) {
      // Without it the mount succeeds, and removing a directory of a layer fails later.
      options.add("userxattr");
    }
    return options;
  }

  private static IOException explained(LinuxException failure, RootStack stack)
      throws LinuxException {
    if (failure.errno() == Errno.ENODEV) {
      throw new ContainerException(
          "this kernel has no overlayfs", "load the kernel module: modprobe overlay", failure);
    }
    if (failure.errno() == Errno.EPERM) {
      throw new ContainerException(
          "mounting is not permitted here: " + failure.getMessage(),
          "run as root, or let slipway make a user namespace (see `slipway info`)",
          failure);
    }
    if (failure.errno() == Errno.EINVAL && FileSystem.isOverlay(stack.upper())) {
      throw new ContainerException(
          "the store lies on overlayfs, which cannot carry another overlay: " + stack.upper(),
          "keep the store on a volume or a tmpfs: set SLIPWAY_ROOT",
          failure);
    }
    return failure;
  }
}
