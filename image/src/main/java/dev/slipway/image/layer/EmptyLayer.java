package dev.slipway.image.layer;

import dev.slipway.image.Digest;
import java.io.IOException;
import java.io.OutputStream;

/// The layer of a step that changed no file, which all such steps share: whoever reads layers may
/// leave it out.
public final class EmptyLayer {
  /// Of [#tar]: written out, because a build that has nothing to do would compute it each time.
  public static final Digest DIFF_ID =
      Digest.parse("sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef");

  private static final int TAR_BYTES = 1024;

  private EmptyLayer() {}

  /// The two blocks of zeros that end every tar.
  public static byte[] tar() {
    return new byte[TAR_BYTES];
  }

  /// Writes its tar.
  public static LayerIndex write(OutputStream target) throws IOException {
    target.write(tar());
    return LayerIndex.EMPTY;
  }
}
