package dev.slipway.image.layer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/// The header blocks of one entry: ustar, with a PAX extended header before it only for what ustar
/// has no room for.
final class TarHeaderWriter {
  private static final int NAME = 100;
  private static final int PREFIX = 155;
  private static final long LARGEST_7_DIGITS = 07777777;
  private static final long LARGEST_11_DIGITS = 077777777777L;

  private final SortedMap<String, byte[]> pax = new TreeMap<>();

  private TarHeaderWriter() {}

  /// @param name as it stands in the tar, for a directory with a `/` at its end
  static byte[] blocks(LayerEntry entry, byte[] name) {
    return new TarHeaderWriter().write(entry, name);
  }

  private byte[] write(LayerEntry entry, byte[] name) {
    var header = new Block();
    name(header, name);
    header.octal(100, 8, entry.mode());
    header.octal(108, 8, orPax("uid", entry.uid(), LARGEST_7_DIGITS));
    header.octal(116, 8, orPax("gid", entry.gid(), LARGEST_7_DIGITS));
    header.octal(124, 12, orPax("size", entry.size(), LARGEST_11_DIGITS));
    header.octal(136, 12, time(new TarTime(entry.mtimeSeconds(), entry.mtimeNanos())));
    header.type(type(entry.kind()));
    link(header, entry);
    header.octal(329, 8, entry.deviceMajor());
    header.octal(337, 8, entry.deviceMinor());
    entry.xattrs().forEach((key, value) -> xattr(entry, key, value));
    byte[] own = header.finished();
    if (pax.isEmpty()) {
      return own;
    }
    var blocks = new ByteArrayOutputStream();
    extension(name, blocks);
    blocks.writeBytes(own);
    return blocks.toByteArray();
  }

  private void name(Block header, byte[] name) {
    int split = name.length <= NAME ? 0 : split(name);
    if (split < 0) {
      pax.put("path", name);
      header.bytes(0, NAME, name, 0, NAME);
    } else if (split == 0) {
      header.bytes(0, NAME, name, 0, name.length);
    } else {
      header.bytes(345, PREFIX, name, 0, split);
      header.bytes(0, NAME, name, split + 1, name.length);
    }
  }

  /// The slash that parts ustar's prefix from its name, -1 if none does.
  private static int split(byte[] name) {
    for (int i = Math.max(1, name.length - NAME - 1); i <= PREFIX && i < name.length - 1; i++) {
      if (name[i] == '/') {
        return i;
      }
    }
    return -1;
  }

  private void link(Block header, LayerEntry entry) {
    byte[] target = entry.linkTarget().bytes();
    if (entry.kind() == EntryKind.HARD_LINK) {
      target = entry.linkTarget().path().relativeBytes();
    }
    if (target.length > NAME) {
      pax.put("linkpath", target);
    }
    header.bytes(157, NAME, target, 0, Math.min(NAME, target.length));
  }

  private long orPax(String key, long value, long largest) {
    if (value <= largest) {
      return value;
    }
    pax.put(key, ascii(Long.toString(value)));
    return 0;
  }

  /// Docker cuts times to whole seconds; here the fraction is kept, so that a directory and the tar
  /// made of it are the same layer.
  private long time(TarTime time) {
    boolean fits = time.seconds() >= 0 && time.seconds() <= LARGEST_11_DIGITS;
    if (!fits || time.nanos() != 0) {
      pax.put("mtime", ascii(time.format()));
    }
    return fits ? time.seconds() : 0;
  }

  private void xattr(LayerEntry entry, String key, byte[] value) {
    if (key.indexOf('=') >= 0) {
      throw MalformedLayer.unsupported(
          entry.path() + " has the extended attribute " + key + ", which no tar can hold",
          "remove the attribute: setfattr -x");
    }
    pax.put(PaxRecords.xattrKey(key), value);
  }

  private void extension(byte[] name, ByteArrayOutputStream blocks) {
    var records = new ByteArrayOutputStream();
    pax.forEach((key, value) -> records.writeBytes(PaxRecords.format(key, value)));
    var header = new Block();
    byte[] ownName = extensionName(name);
    header.bytes(0, NAME, ownName, 0, Math.min(NAME, ownName.length));
    header.octal(100, 8, 0644);
    header.octal(108, 8, 0);
    header.octal(116, 8, 0);
    header.octal(124, 12, records.size());
    header.octal(136, 12, 0);
    header.type('x');
    header.octal(329, 8, 0);
    header.octal(337, 8, 0);
    blocks.writeBytes(header.finished());
    blocks.writeBytes(records.toByteArray());
    blocks.writeBytes(new byte[-records.size() & TarHeader.BLOCK - 1]);
  }

  /// Readers that do not know PAX see this name.
  private static byte[] extensionName(byte[] name) {
    int end = name[name.length - 1] == '/' ? name.length - 1 : name.length;
    int start = end;
    while (start > 0 && name[start - 1] != '/') {
      start--;
    }
    var joined = new ByteArrayOutputStream();
    joined.writeBytes(ascii("PaxHeaders.0/"));
    joined.write(name, start, end - start);
    return joined.toByteArray();
  }

  private static char type(EntryKind kind) {
    return switch (kind) {
      case FILE, WHITEOUT, OPAQUE -> '0';
      case HARD_LINK -> '1';
      case SYMLINK -> '2';
      case CHARACTER_DEVICE -> '3';
      case BLOCK_DEVICE -> '4';
      case DIRECTORY -> '5';
      case FIFO -> '6';
    };
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// One block on its way.
  private static final class Block {
    private final byte[] bytes = new byte[TarHeader.BLOCK];

    void bytes(int at, int room, byte[] source, int from, int to) {
      System.arraycopy(source, from, bytes, at, Math.min(room, to - from));
    }

    /// `room - 1` digits and a NUL.
    void octal(int at, int room, long value) {
      long rest = value;
      for (int i = at + room - 2; i >= at; i--) {
        bytes[i] = (byte) ('0' + (rest & 7));
        rest >>>= 3;
      }
    }

    void type(char type) {
      bytes[156] = (byte) type;
    }

    byte[] finished() {
      byte[] magic = ascii("ustar\00000");
      System.arraycopy(magic, 0, bytes, 257, magic.length);
      Arrays.fill(bytes, 148, 156, (byte) ' ');
      int sum = 0;
      for (byte b : bytes) {
        sum += b & 0xff;
      }
      octal(148, 7, sum);
      bytes[154] = 0;
      return bytes;
    }
  }
}
