package dev.slipway.builder.copy;

import dev.slipway.builder.copy.SourceFiles.Node;
import dev.slipway.image.DigestingInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Reads a source file and, where that is not known yet, learns its digest on the way.
final class LearningInput extends FilterInputStream {
  private final SourceFiles files;
  private final Node file;
  private final boolean learns;

  LearningInput(SourceFiles files, Node file) throws IOException {
    super(opened(files, file));
    this.files = files;
    this.file = file;
    this.learns = in instanceof DigestingInputStream;
  }

  private static InputStream opened(SourceFiles files, Node file) throws IOException {
    InputStream in = files.open(file);
    return files.knownHash(file) != null ? in : DigestingInputStream.beside(in);
  }

  @Override
  public void close() throws IOException {
    ContentHash hash = null;
    if (learns
        && in instanceof DigestingInputStream digesting
        && digesting.count() == file.entry().size()) {
      hash = ContentHash.of(digesting.digest()); // Closing would drop it.
    }
    super.close();
    if (hash != null) {
      files.learned(file, hash);
    }
  }
}
