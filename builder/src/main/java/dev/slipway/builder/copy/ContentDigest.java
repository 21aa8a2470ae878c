package dev.slipway.builder.copy;

import dev.slipway.builder.copy.Selection.Item;
import dev.slipway.builder.copy.Selection.Source;
import dev.slipway.image.DigestingOutputStream;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.LayerEntry;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The digest of what is copied: names, types, modes, owners, attributes, links and bytes; never
/// times.
final class ContentDigest {
  private final DataOutputStream out;
  private final DigestingOutputStream digest;
  private final FileHasher hasher = new FileHasher();
  private final ContentListing.Draft listing = new ContentListing.Draft();
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private boolean kept;

  /// @param kept whether the text is to be kept, if it is one that can be edited
  private ContentDigest(boolean kept) {
    this.kept = kept;
    this.digest = new DigestingOutputStream(kept ? text : OutputStream.nullOutputStream());
    this.out = new DataOutputStream(new java.io.BufferedOutputStream(digest, 1 << 16));
  }

  static ListedContent of(Selection selection) throws IOException {
    var content = new ContentDigest(ContentText.isWorthKeeping(selection));
    for (Source source : selection.sources()) {
      content.add(source);
    }
    content.out.flush();
    return new ListedContent(
        content.digest.digest(),
        content.listing.finish(),
        content.kept ? ContentText.of(content.text.toByteArray()) : null);
  }

  private void add(Source source) throws IOException {
    bytes(source.name());
    out.writeInt(source.items().size());
    Map<Object, Integer> shared = new HashMap<>();
    for (int i = 0; i < source.items().size(); i++) {
      Item item = source.items().get(i);
      bytes(item.relative().bytes());
      kept &= item.node().sharing() == null;
      boolean contentOnly = i == 0 && source.isDirectory();
      attributes(item.node().entry(), contentOnly);
      Integer first =
          item.node().sharing() == null ? null : shared.putIfAbsent(item.node().sharing(), i);
      out.writeInt(first == null ? -1 : first);
      long data = first == null ? data(source.files(), item) : first;
      listing.add(
          item.node().path(),
          ContentListing.mark(data, contentOnly ? 0 : mark(item.node().entry())));
    }
  }

  /// Stands for the attributes in a listing.
  private static long mark(LayerEntry entry) {
    long mark = code(entry.kind());
    mark = mark * 31 + entry.mode();
    mark = mark * 31 + entry.uid();
    mark = mark * 31 + entry.gid();
    mark = mark * 31 + entry.linkTarget().hashCode();
    mark = mark * 31 + entry.deviceMajor();
    mark = mark * 31 + entry.deviceMinor();
    for (var xattr : entry.xattrs().entrySet()) {
      mark = mark * 31 + xattr.getKey().hashCode();
      mark = mark * 31 + Arrays.hashCode(xattr.getValue());
    }
    return mark;
  }

  /// A directory that is a source gives its content, not itself.
  private void attributes(LayerEntry entry, boolean contentOnly) throws IOException {
    out.writeByte(code(entry.kind()));
    if (contentOnly) {
      return;
    }
    out.writeShort(entry.mode());
    out.writeInt((int) entry.uid());
    out.writeInt((int) entry.gid());
    if (entry.kind() == EntryKind.SYMLINK) {
      bytes(entry.linkTarget().bytes());
    }
    if (entry.kind() == EntryKind.CHARACTER_DEVICE || entry.kind() == EntryKind.BLOCK_DEVICE) {
      out.writeInt(entry.deviceMajor());
      out.writeInt(entry.deviceMinor());
    }
    out.writeByte(entry.xattrs().size());
    for (var xattr : entry.xattrs().entrySet()) {
      bytes(xattr.getKey().getBytes(StandardCharsets.UTF_8));
      bytes(xattr.getValue());
    }
  }

  /// As `find -type` has it; never changed, because keys are made of it.
  private static char code(EntryKind kind) {
    return switch (kind) {
      case FILE, HARD_LINK -> 'f';
      case DIRECTORY -> 'd';
      case SYMLINK -> 'l';
      case CHARACTER_DEVICE -> 'c';
      case BLOCK_DEVICE -> 'b';
      case FIFO -> 'p';
      case WHITEOUT -> 'w';
      case OPAQUE -> 'o';
    };
  }

  /// The hash's beginning; 0 where there is no data.
  private long data(SourceFiles files, Item item) throws IOException {
    if (item.node().entry().kind() != EntryKind.FILE) {
      return 0;
    }
    byte[] bytes = hash(files, item.node()).bytes();
    out.write(bytes);
    return ByteBuffer.wrap(bytes).getLong();
  }

  private void bytes(byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /// Reads the file where its hash is not known.
  private ContentHash hash(SourceFiles files, SourceFiles.Node node) throws IOException {
    ContentHash known = files.knownHash(node);
    if (known != null) {
      return known;
    }
    try (InputStream in = files.open(node)) {
      ContentHash hash = hasher.hash(in);
      files.learned(node, hash);
      return hash;
    }
  }
}
