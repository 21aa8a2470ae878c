package dev.slipway.image.layer;

import dev.slipway.image.MediaTypes;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/// How layers are compressed for an image that leaves the store.
///
/// @param kind NONE, GZIP or ZSTD
/// @param level 0 to 9 for gzip, 0 to 22 for zstd; 0 for NONE
public record LayerCompression(Compression kind, int level) {
  /// The tar itself.
  public static final LayerCompression NONE = new LayerCompression(Compression.NONE, 0);

  public static final LayerCompression GZIP =
      new LayerCompression(Compression.GZIP, Compression.DEFAULT_GZIP_LEVEL);

  public static final LayerCompression ZSTD =
      new LayerCompression(Compression.ZSTD, Compression.DEFAULT_ZSTD_LEVEL);

  public LayerCompression {
    int most =
        switch (kind) {
          case NONE -> 0;
          case GZIP -> 9;
          case ZSTD -> 22;
          case BZIP2, XZ -> throw new IllegalArgumentException(kind + " is only read");
        };
    if (level < 0 || level > most) {
      throw new IllegalArgumentException(
          "compression level %d of %s: it has 0 to %d"
              .formatted(level, kind.name().toLowerCase(Locale.ROOT), most));
    }
  }

  /// A stream that compresses into `sink`, which it closes. The bytes do not depend on the number
  /// of threads.
  public OutputStream compress(OutputStream sink) throws IOException {
    return switch (kind) {
      case NONE -> sink;
      case GZIP -> Compression.gzip(sink, level);
      case ZSTD -> ZstdStreams.output(sink, level);
      case BZIP2, XZ -> throw new IllegalStateException(kind + " is only read");
    };
  }

  /// What OCI calls a layer of this kind.
  public String mediaType() {
    return switch (kind) {
      case GZIP -> MediaTypes.OCI_LAYER_GZIP;
      case ZSTD -> MediaTypes.OCI_LAYER_ZSTD;
      case NONE, BZIP2, XZ -> MediaTypes.OCI_LAYER;
    };
  }

  /// Names the bytes that it makes: `gzip-1`.
  @Override
  public String toString() {
    String name = kind.name().toLowerCase(Locale.ROOT);
    return kind == Compression.NONE ? name : name + "-" + level;
  }
}
