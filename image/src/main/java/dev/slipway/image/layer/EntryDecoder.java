package dev.slipway.image.layer;

import dev.slipway.image.ImagePath;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Makes an entry of a tar header and of what the headers before it say.
final class EntryDecoder {
  private final TarHeader header;
  private final PaxRecords pax;
  private final byte[] name;
  private final byte @Nullable [] longLink;
  private final long at;

  /// @param longName from GNU tar's own header, if there was one; PAX counts more
  /// @param at where the header stands, for messages
  EntryDecoder(
      TarHeader header,
      PaxRecords pax,
      byte @Nullable [] longName,
      byte @Nullable [] longLink,
      long at) {
    this.header = header;
    this.pax = pax;
    this.name = firstOf(pax.get("path"), longName, header.name());
    this.longLink = longLink;
    this.at = at;
  }

  private static byte[] firstOf(byte @Nullable [] pax, byte @Nullable [] gnu, byte[] header) {
    return pax != null ? pax : gnu != null ? gnu : header;
  }

  byte[] name() {
    return name;
  }

  /// @throws dev.slipway.image.ImageException it is of a kind that is not read
  EntryKind kind(LayerName decoded) {
    if (header.type() == 'S' || pax.firstKeyWith("GNU.sparse.") != null) {
      throw MalformedLayer.unsupported(
          "entry " + text(name) + " is a sparse file in GNU tar's own form",
          "make the archive again without tar's --sparse");
    }
    EntryKind kind =
        switch (header.type()) {
          case 0, '0' -> endsWithSlash() ? EntryKind.DIRECTORY : EntryKind.FILE;
          case '7' -> EntryKind.FILE;
          case '1' -> EntryKind.HARD_LINK;
          case '2' -> EntryKind.SYMLINK;
          case '3' -> EntryKind.CHARACTER_DEVICE;
          case '4' -> EntryKind.BLOCK_DEVICE;
          case '5' -> EntryKind.DIRECTORY;
          case '6' -> EntryKind.FIFO;
          default ->
              throw MalformedLayer.damaged(
                  at,
                  "entry "
                      + text(name)
                      + " is of the unknown type '"
                      + (char) (header.type() & 0xff)
                      + "'");
        };
    if (decoded.path().isRoot() && kind != EntryKind.DIRECTORY && decoded.kind() == null) {
      throw MalformedLayer.refused("the archive's root is no directory");
    }
    return kind;
  }

  private boolean endsWithSlash() {
    return name.length > 0 && name[name.length - 1] == '/';
  }

  /// How many bytes follow. A size in the header of a link or a directory counts nothing, as in Go.
  long size(EntryKind kind) {
    return kind == EntryKind.FILE ? pax.number("size", header.size(), at) : 0;
  }

  /// The entry without its data.
  ///
  /// @throws dev.slipway.image.ImageException it is refused
  LayerEntry entry(ImagePath path, EntryKind kind) {
    byte[] mtime = pax.get("mtime");
    TarTime time = mtime == null ? new TarTime(header.mtime(), 0) : TarTime.parse(mtime, at);
    var entry =
        new LayerEntry(
            path,
            kind,
            header.mode(),
            pax.number("uid", header.uid(), at),
            pax.number("gid", header.gid(), at),
            time.seconds(),
            time.nanos(),
            0,
            -1,
            link(kind, path),
            kind.isDevice() ? header.deviceMajor() : 0,
            kind.isDevice() ? header.deviceMinor() : 0,
            kind == EntryKind.HARD_LINK ? PaxRecords.NONE.xattrs() : pax.xattrs());
    refuseOverlayForms(entry);
    return entry;
  }

  private LinkTarget link(EntryKind kind, ImagePath path) {
    if (kind != EntryKind.SYMLINK && kind != EntryKind.HARD_LINK) {
      return LinkTarget.NONE;
    }
    byte[] target = firstOf(pax.get("linkpath"), longLink, header.linkName());
    NameLimits.checkLength(target, "the target of link " + path);
    if (kind == EntryKind.HARD_LINK) {
      return LinkTarget.of(LayerName.inside(target, "the target of hard link " + path + ":"));
    }
    if (target.length == 0) {
      throw MalformedLayer.refused("symbolic link " + path + " has no target");
    }
    for (byte b : target) {
      if (b == 0) {
        throw MalformedLayer.refused("symbolic link " + path + " has a NUL byte in its target");
      }
    }
    return LinkTarget.of(target);
  }

  /// What means something to overlayfs must not come in as a file or an attribute.
  private static void refuseOverlayForms(LayerEntry entry) {
    if (entry.kind() == EntryKind.CHARACTER_DEVICE
        && entry.deviceMajor() == 0
        && entry.deviceMinor() == 0) {
      throw MalformedLayer.refused(
          "entry " + entry.path() + " is the character device 0:0, overlayfs's whiteout");
    }
    for (String xattr : entry.xattrs().keySet()) {
      if (OverlayForm.isOverlayXattr(xattr)) {
        throw MalformedLayer.refused(
            "entry " + entry.path() + " has overlayfs's own attribute " + xattr);
      }
    }
  }

  private static String text(byte[] name) {
    return new String(name, StandardCharsets.UTF_8);
  }
}
