package dev.slipway.builder.copy;

import dev.slipway.builder.copy.SourceFiles.Node;
import dev.slipway.image.DigestingInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Reads a source file and, where that is not known yet, learns its digest on the way: of a large
/// file on a thread of its own.
final class LearningInput extends InputStream {
  private static final long LARGE = 1 << 20;

  private final SourceFiles files;
  private final Node file;
  private final InputStream in;
  private final FileHasher hasher;
  private final boolean hashes;
  private long count;

  private LearningInput(SourceFiles files, Node file, InputStream in, FileHasher hasher) {
    this.files = files;
    this.file = file;
    this.in = in;
    this.hasher = hasher;
    this.hashes = files.knownHash(file) == null && !(in instanceof DigestingInputStream);
    if (hashes) {
      hasher.begin();
    }
  }

  /// @param hasher hashes one file after the other
  static InputStream open(SourceFiles files, Node file, FileHasher hasher) throws IOException {
    InputStream in = files.open(file);
    boolean beside = file.entry().size() > LARGE && files.knownHash(file) == null;
    return new LearningInput(files, file, beside ? DigestingInputStream.beside(in) : in, hasher);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = in.read(bytes, offset, length);
    if (read > 0) {
      count += read;
      if (hashes) {
        hasher.add(bytes, offset, read);
      }
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    try (in) {
      if (count != file.entry().size()) {
        return; // Of a part nothing is learned.
      }
      if (hashes) {
        files.learned(file, hasher.end());
      } else if (in instanceof DigestingInputStream digesting) {
        files.learned(file, ContentHash.of(digesting.digest()));
      }
    }
  }
}
