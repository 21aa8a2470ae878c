package dev.slipway.image.archive;

import dev.slipway.image.Digest;
import dev.slipway.image.ImageException;
import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.ArchiveOrigin;
import dev.slipway.image.layer.Compression;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.TarReader;
import dev.slipway.image.store.Layers;
import dev.slipway.image.store.StagedBlob;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What an image archive holds, read once as a stream: documents in memory, everything else staged
/// on the store's disk as it comes.
final class ArchiveContent {
  private static final int LARGEST_DOCUMENT = 8 * 1024 * 1024;
  private static final int TAR_BLOCK = 512;
  private static final int MOST_LINKS = 40;
  private static final String BLOBS = "/blobs/sha256/";

  private final Layers layers;
  private final Map<ImagePath, byte[]> documents = new HashMap<>();
  private final Map<ImagePath, StagedBlob> blobs = new HashMap<>();
  private final Map<ImagePath, ImagePath> links = new HashMap<>();

  private ArchiveContent(Layers layers) {
    this.layers = layers;
  }

  static ArchiveContent read(InputStream archive, Layers layers) throws IOException {
    var content = new ArchiveContent(layers);
    try (var tar = new TarReader(Compression.decompressing(archive), ArchiveOrigin.ARCHIVE)) {
      for (LayerEntry entry = tar.next(); entry != null; entry = tar.next()) {
        content.add(entry, tar);
      }
    }
    return content;
  }

  private void add(LayerEntry entry, TarReader tar) throws IOException {
    switch (entry.kind()) {
      case FILE -> addFile(entry, tar.data());
      case SYMLINK ->
          links.put(entry.path(), entry.path().parent().resolve(entry.linkTarget().bytes()));
      case HARD_LINK -> links.put(entry.path(), entry.linkTarget().path());
      case DIRECTORY -> {}
      case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO, WHITEOUT, OPAQUE ->
          throw new ImageException(
              "not an image archive: it holds the special file " + entry.path());
    }
  }

  private void addFile(LayerEntry entry, InputStream data) throws IOException {
    byte[] start = data.readNBytes((int) Math.min(TAR_BLOCK, entry.size()));
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(start), data);
    if (isDocument(start, entry.size())) {
      byte[] document = whole.readAllBytes();
      checkName(entry.path(), Digest.sha256(document));
      documents.put(entry.path(), document);
    } else {
      StagedBlob blob = layers.stage(whole, entry.size());
      checkName(entry.path(), blob.descriptor().digest());
      blobs.put(entry.path(), blob);
    }
  }

  /// Layers are tars or compressed; anything else that is small enough is a document.
  private static boolean isDocument(byte[] start, long size) {
    if (size > LARGEST_DOCUMENT || Compression.detect(start) != Compression.NONE) {
      return false;
    }
    int first = 0;
    while (first < start.length && Character.isWhitespace(start[first])) {
      first++;
    }
    boolean json = first < start.length && (start[first] == '{' || start[first] == '[');
    return size < TAR_BLOCK || (json && !isTarHeader(start));
  }

  private static boolean isTarHeader(byte[] block) {
    return block.length == TAR_BLOCK
        && block[257] == 'u'
        && block[258] == 's'
        && block[259] == 't'
        && block[260] == 'a'
        && block[261] == 'r';
  }

  /// A blob's name is its digest.
  private static void checkName(ImagePath path, Digest digest) {
    String name = path.toString();
    if (name.startsWith(BLOBS) && !name.substring(BLOBS.length()).equals(digest.hex())) {
      throw new ImageException(
          "wrong digest: " + name.substring(1) + " has the digest " + digest,
          "the archive is damaged: write or fetch it again");
    }
  }

  Optional<byte[]> document(String path) {
    return Optional.ofNullable(documents.get(follow(path)));
  }

  byte[] requireDocument(String path) {
    return document(path).orElseThrow(() -> lacks(path));
  }

  boolean hasBlob(String path) {
    return blobs.containsKey(follow(path));
  }

  StagedBlob requireBlob(String path) {
    StagedBlob blob = blobs.get(follow(path));
    if (blob == null) {
      throw lacks(path);
    }
    return blob;
  }

  static String blobPath(Digest digest) {
    return "blobs/" + digest.algorithm() + "/" + digest.hex();
  }

  private static ImageException lacks(String path) {
    return new ImageException(
        "invalid archive: it lacks " + path, "the archive is damaged: write or fetch it again");
  }

  private ImagePath follow(String path) {
    ImagePath at = ImagePath.ROOT.resolve(path);
    for (int i = 0; i < MOST_LINKS && links.containsKey(at); i++) {
      at = links.getOrDefault(at, at);
    }
    return at;
  }
}
