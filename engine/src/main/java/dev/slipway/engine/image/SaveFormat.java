package dev.slipway.engine.image;

/// What `slipway save` writes.
public enum SaveFormat {
  /// `docker save`'s format: `manifest.json` and an OCI layout in one archive.
  DOCKER_ARCHIVE,
  /// An OCI layout alone, as skopeo's `oci-archive:`.
  OCI_ARCHIVE
}
