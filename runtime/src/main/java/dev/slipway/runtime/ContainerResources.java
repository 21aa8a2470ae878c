package dev.slipway.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the processes of a container may use of the host.
///
/// @param sharedMemoryBytes the size of `/dev/shm`
/// @param limits of each process; where there is none for open files they get as many as possible
/// @param cgroupParent the control group that the container's own is made in, absolute; null where
///   it stays in this program's
public record ContainerResources(
    long sharedMemoryBytes, List<ResourceLimit> limits, @Nullable String cgroupParent) {
  private static final long SHARED_MEMORY = 64L << 20;

  /// Docker's.
  public static final ContainerResources DEFAULT =
      new ContainerResources(SHARED_MEMORY, List.of(), null);

  /// Copies the limits; no bytes at all of shared memory are as many as usual.
  public ContainerResources {
    sharedMemoryBytes = sharedMemoryBytes == 0 ? SHARED_MEMORY : sharedMemoryBytes;
    limits = List.copyOf(limits);
  }
}
