package dev.slipway.runtime.run;

import java.util.List;

/// Wishes for a container, one each.
final class TestHostChanges {
  private TestHostChanges() {}

  static ContainerRecord withStdin(ContainerRecord r) {
    return of(r, r.user(), true, false, r.volumes());
  }

  static ContainerRecord autoRemoved(ContainerRecord r) {
    return of(r, r.user(), false, true, r.volumes());
  }

  static ContainerRecord as(ContainerRecord r, String user) {
    return of(r, user, false, false, r.volumes());
  }

  static ContainerRecord withVolumes(ContainerRecord r, List<VolumeRecord> volumes) {
    return of(r, r.user(), false, false, volumes);
  }

  static ContainerRecord in(ContainerRecord r, String directory) {
    return with(r, r.user(), false, false, r.volumes(), directory);
  }

  private static ContainerRecord of(
      ContainerRecord r,
      String user,
      boolean stdin,
      boolean autoRemove,
      List<VolumeRecord> volumes) {
    return with(r, user, stdin, autoRemove, volumes, r.workingDirectory());
  }

  private static ContainerRecord with(
      ContainerRecord r,
      String user,
      boolean stdin,
      boolean autoRemove,
      List<VolumeRecord> volumes,
      String directory) {
    return new ContainerRecord(
        r.id(),
        r.name(),
        r.created(),
        r.imageName(),
        r.imageId(),
        r.layers(),
        r.entrypoint(),
        r.command(),
        r.environment(),
        directory,
        user,
        r.hostname(),
        r.terminal(),
        stdin,
        r.stopSignal(),
        autoRemove,
        r.network(),
        r.ports(),
        r.exposedPorts(),
        volumes,
        r.labels(),
        r.extraHosts(),
        r.settings());
  }
}
