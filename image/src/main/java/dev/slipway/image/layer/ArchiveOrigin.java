package dev.slipway.image.layer;

/// Where a tar comes from, which decides how far it is believed.
public enum ArchiveOrigin {
  /// A layer that Slipway wrote. What is refused of a foreign one cannot be in it: if it is, the
  /// file was tampered with, and it is refused as well.
  OWN_LAYER,
  /// A layer from elsewhere: character devices 0:0 and overlayfs attributes are refused, because
  /// they would act on the layers below.
  FOREIGN_LAYER,
  /// Not a layer but an archive to read files from (`ADD app.tar /`, an image archive): like a
  /// foreign layer, and `.wh.` names are refused, because in a layer they would hide files.
  ARCHIVE
}
