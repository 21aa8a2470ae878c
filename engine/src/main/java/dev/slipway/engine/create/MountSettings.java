package dev.slipway.engine.create;

import java.util.List;

/// What a new container sees from outside of its image.
///
/// @param volumes `/host:/container[:ro]`, or `/container` for an empty one
/// @param mounts `type=bind,source=/host,target=/container`
/// @param tmpfs `/container[:size=64k]`
/// @param volumesFrom containers, `NAME[:ro]`
public record MountSettings(
    List<String> volumes, List<String> mounts, List<String> tmpfs, List<String> volumesFrom) {
  /// The image's own volumes alone.
  public static final MountSettings NONE =
      new MountSettings(List.of(), List.of(), List.of(), List.of());

  public MountSettings {
    volumes = List.copyOf(volumes);
    mounts = List.copyOf(mounts);
    tmpfs = List.copyOf(tmpfs);
    volumesFrom = List.copyOf(volumesFrom);
  }
}
