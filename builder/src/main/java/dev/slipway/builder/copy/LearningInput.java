package dev.slipway.builder.copy;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.copy.SourceFiles.Node;
import dev.slipway.image.DigestingInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Reads a source file and learns its digest on the way: of a large file on a thread of its own.
/// Where the digest is known, the bytes must still have it: the step's key is made of it.
final class LearningInput extends InputStream {
  private static final long LARGE = 1 << 20;

  private final SourceFiles files;
  private final Node file;
  private final InputStream in;
  private final @Nullable FileHasher hasher;
  private long count;

  /// @param hasher null where nothing is hashed, or the stream does that itself
  private LearningInput(SourceFiles files, Node file, InputStream in, @Nullable FileHasher hasher) {
    this.files = files;
    this.file = file;
    this.in = in;
    this.hasher = hasher;
  }

  /// @param hasher hashes one file after the other
  static InputStream open(SourceFiles files, Node file, FileHasher hasher) throws IOException {
    InputStream in = files.open(file);
    if (files.knownHash(file) != null && !files.mayChange()) {
      return in;
    }
    if (file.entry().size() > LARGE) {
      return new LearningInput(files, file, DigestingInputStream.beside(in), null);
    }
    hasher.begin();
    return new LearningInput(files, file, in, hasher);
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
      if (hasher != null) {
        hasher.add(bytes, offset, read);
      }
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    try (in) {
      if (count == file.entry().size()) { // Of a part nothing is learned.
        learn(hash());
      }
    }
  }

  private ContentHash hash() throws IOException {
    if (hasher != null) {
      return hasher.end();
    }
    return ContentHash.of(((DigestingInputStream) in).digest());
  }

  private void learn(ContentHash hash) {
    ContentHash known = files.knownHash(file);
    if (known == null) {
      files.learned(file, hash);
    } else if (!known.equals(hash)) {
      throw BuildException.of(
          file.path() + " changed while it was read", "build once more, when nothing writes to it");
    }
  }
}
