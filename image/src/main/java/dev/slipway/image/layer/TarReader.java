package dev.slipway.image.layer;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads a tar as a stream, byte for byte: v7, ustar, PAX with binary values, GNU long names and
/// base-256 numbers, star. Sparse files and volumes are refused by name, and so is what does not
/// fit the archive's origin.
///
/// Every failure that is the archive's is a [dev.slipway.image.ImageException] that says at which
/// byte.
public final class TarReader implements Closeable {
  private static final int LARGEST_EXTENSION = 8 << 20;

  /// Linux has no longer paths.

  private final TarInput input;

  private final ArchiveOrigin origin;
  private PaxRecords global = PaxRecords.NONE;
  private boolean ended;
  private EntryData data = new EntryData(0, "the start");

  public TarReader(InputStream tar, ArchiveOrigin origin) {
    this.input = new TarInput(tar);
    this.origin = origin;
  }

  /// What the headers before an entry's own say of it.
  private static final class Extension {
    private PaxRecords pax = PaxRecords.NONE;
    private byte @Nullable [] longName;
    private byte @Nullable [] longLink;
    private boolean any;
  }

  /// The next entry, or null after the last.
  public @Nullable LayerEntry next() throws IOException {
    var extension = new Extension();
    while (!ended) {
      data.finish();
      long at = input.position();
      TarHeader header = header();
      if (header == null) {
        if (extension.any) {
          throw MalformedLayer.damaged(at, "an extended header without its entry");
        }
        ended = true;
        break;
      }
      if (!readExtension(header, extension, at)) {
        LayerEntry entry = entry(header, extension, at);
        if (entry != null) {
          return entry;
        }
        extension = new Extension();
      }
    }
    return null;
  }

  /// The bytes of the entry that [#next] gave last; what is not read of them is skipped.
  public InputStream data() {
    return data;
  }

  /// How many bytes of the tar have been read.
  public long position() {
    return input.position();
  }

  /// Reads what follows the tar's end mark, so that a digest of the stream sees all of it.
  public void drain() throws IOException {
    input.drain();
  }

  private @Nullable TarHeader header() throws IOException {
    long at = input.position();
    byte[] block = new byte[TarHeader.BLOCK];
    if (!readBlock(block)) {
      throw MalformedLayer.truncated(at, "without the two zero blocks that end a tar");
    }
    if (!TarHeader.isZero(block)) {
      var header = new TarHeader(block, at);
      header.verifyChecksum();
      return header;
    }
    if (readBlock(block) && !TarHeader.isZero(block)) {
      throw MalformedLayer.damaged(at, "a lone zero block");
    }
    return null;
  }

  /// @return false at the end of the source
  private boolean readBlock(byte[] block) throws IOException {
    int count = input.readFully(block, 0, block.length);
    if (count != 0 && count != block.length) {
      throw MalformedLayer.truncated(input.position(), "inside a header");
    }
    return count != 0;
  }

  /// @return false if the header is an entry's own
  private boolean readExtension(TarHeader header, Extension extension, long at) throws IOException {
    switch (header.type()) {
      case 'x', 'X' ->
          extension.pax = extension.pax.overriddenBy(PaxRecords.parse(contents(header, at), at));
      case 'g' -> {
        global = global.overriddenBy(PaxRecords.parse(contents(header, at), at));
        return true;
      }
      case 'L' -> extension.longName = untilNul(contents(header, at));
      case 'K' -> extension.longLink = untilNul(contents(header, at));
      default -> {
        return false;
      }
    }
    extension.any = true;
    return true;
  }

  private byte[] contents(TarHeader header, long at) throws IOException {
    long size = header.size();
    if (size > LARGEST_EXTENSION) {
      throw MalformedLayer.damaged(at, "an extended header of " + size + " bytes");
    }
    data = new EntryData(size, "an extended header");
    byte[] contents = data.readNBytes((int) size);
    if (contents.length != size) {
      throw MalformedLayer.truncated(input.position(), "inside an extended header");
    }
    return contents;
  }

  private static byte[] untilNul(byte[] text) {
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    return Arrays.copyOf(text, end);
  }

  /// @return null for what aufs left for itself
  private @Nullable LayerEntry entry(TarHeader header, Extension extension, long at) {
    PaxRecords pax = global.overriddenBy(extension.pax);
    var decoder = new EntryDecoder(header, pax, extension.longName, extension.longLink, at);
    NameLimits.checkLength(decoder.name(), "an entry's name");
    LayerName name = LayerName.of(decoder.name(), origin);
    NameLimits.checkComponents(decoder.name(), name.path());
    EntryKind kind = decoder.kind(name);
    long size = decoder.size(kind);
    data = new EntryData(size, name.path().toString());
    if (name.skipped()) {
      return null;
    }
    EntryKind marker = name.kind();
    if (marker != null) {
      return marker == EntryKind.OPAQUE
          ? LayerEntry.opaque(name.path())
          : LayerEntry.whiteout(name.path());
    }
    LayerEntry entry = decoder.entry(name.path(), kind);
    return kind == EntryKind.FILE ? entry.withData(size, input.position()) : entry;
  }

  @Override
  public void close() throws IOException {
    input.close();
  }

  /// The bytes of one entry and the padding after them.
  private final class EntryData extends InputStream {
    private final long size;
    private final String name;
    private long left;
    private boolean finished;

    EntryData(long size, String name) {
      this.size = size;
      this.name = name;
      this.left = size;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0) {
        return length == 0 ? 0 : -1;
      }
      int count = input.read(bytes, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw truncated();
      }
      left -= count;
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      long step = Math.clamp(count, 0, left);
      if (!input.skip(step)) {
        throw truncated();
      }
      left -= step;
      return step;
    }

    @Override
    public int available() {
      return (int) Math.min(Integer.MAX_VALUE, left);
    }

    void finish() throws IOException {
      if (finished) {
        return;
      }
      finished = true;
      long padding = -size & TarHeader.BLOCK - 1;
      long rest = left + padding;
      left = 0;
      if (!input.skip(rest)) {
        throw truncated();
      }
    }

    private RuntimeException truncated() {
      return MalformedLayer.truncated(input.position(), "inside " + name);
    }
  }
}
