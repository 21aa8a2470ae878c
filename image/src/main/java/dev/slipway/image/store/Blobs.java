package dev.slipway.image.store;

import dev.slipway.image.Digest;
import dev.slipway.image.ImageException;
import dev.slipway.linux.AheadInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The content-addressed part of the store: `blobs/sha256/HEX`, each whole and flushed.
public final class Blobs {
  private final Workspace workspace;

  Blobs(Workspace workspace) {
    this.workspace = workspace;
  }

  Path directory(String algorithm) {
    return workspace.root().resolve("blobs").resolve(algorithm);
  }

  /// Where the blob is, or would be.
  public Path path(Digest digest) {
    return directory(digest.algorithm()).resolve(digest.hex());
  }

  /// Whether the blob is there; if so, it stays until the store is closed.
  public boolean contains(Digest digest) throws IOException {
    if (workspace.readOnly()) {
      return Files.exists(path(digest));
    }
    try (Lock _ = workspace.claiming(digest)) {
      return Files.exists(path(digest));
    }
  }

  public InputStream open(Digest digest) throws IOException {
    try {
      return AheadInputStream.open(path(digest));
    } catch (NoSuchFileException missing) {
      throw missing(digest);
    }
  }

  /// Reads a document and checks it against its name.
  public byte[] read(Digest digest) throws IOException {
    byte[] content;
    try {
      content = Files.readAllBytes(path(digest));
    } catch (NoSuchFileException missing) {
      throw missing(digest);
    }
    if (digest.algorithm().equals("sha256") && !Digest.sha256(content).equals(digest)) {
      throw new ImageException(
          "the blob " + digest + " of the store is damaged",
          "remove " + path(digest) + " and load or build its image again");
    }
    return content;
  }

  private ImageException missing(Digest digest) {
    return new ImageException(
        "the blob " + digest + " is missing from the store at " + workspace.root(),
        "load or build its image again");
  }

  public long size(Digest digest) throws IOException {
    return Files.size(path(digest));
  }

  /// Writes a small blob.
  public Digest put(byte[] content) throws IOException {
    Digest digest = Digest.sha256(content);
    try (Lock _ = workspace.claiming(digest)) {
      if (!Files.exists(path(digest))) {
        DurableFile.write(path(digest), content, workspace.temporary("blob"));
      }
    }
    return digest;
  }

  /// A blob to be written as a stream.
  public BlobWriter writer() throws IOException {
    return new BlobWriter(this, workspace.temporary("blob"));
  }

  /// Takes a finished file in as a blob, flushed first; drops it where the blob is there already.
  void adopt(Path file, Digest digest) throws IOException {
    if (!Files.exists(path(digest))) {
      DurableFile.syncFile(file);
    }
    try (Lock _ = workspace.claiming(digest)) {
      if (Files.exists(path(digest))) {
        Files.delete(file);
      } else {
        DurableFile.syncFile(file); // Costs nothing where it is flushed already.
        DurableFile.move(file, path(digest));
      }
    }
  }

  /// Gives a file a second name as a blob; where the file system knows no hard links, a copy.
  void link(Path file, Digest digest) throws IOException {
    try (Lock _ = workspace.claiming(digest)) {
      if (Files.exists(path(digest))) {
        return;
      }
      Path second = workspace.temporary("blob");
      try {
        Files.createLink(second, file);
      } catch (IOException | UnsupportedOperationException refused) {
        Files.copy(file, second);
      }
      DurableFile.syncFile(second);
      DurableFile.move(second, path(digest));
    }
  }
}
