package dev.slipway.image.layer;

import dev.slipway.image.ImageException;
import dev.slipway.image.ImagePath;
import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.Errno;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.Namespaces;
import dev.slipway.linux.OpenFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Unpacks a layer's tar into a directory in overlay form, with every attribute. Nothing is flushed
/// to the disk: that is for who publishes the directory.
///
/// Nothing leaves the directory: names cannot lead out by `..`, and an entry below a symbolic link
/// or a hard link to what is not in the layer is refused.
public final class LayerExtractor {
  private static final ImagePath DEVICES = ImagePath.of("/dev");

  private final TarReader tar;
  private final ExtractionDirectories directories;
  private final boolean inUserNamespace;
  private final LayerIndexBuilder indexBuilder = new LayerIndexBuilder();
  private final List<LayerEntry> linksAhead = new ArrayList<>();
  private final byte[] buffer = new byte[128 * 1024];

  private LayerExtractor(TarReader tar, ExtractionDirectories directories) throws IOException {
    this.tar = tar;
    this.directories = directories;
    this.inUserNamespace = Namespaces.inUserNamespace();
  }

  /// Unpacks an uncompressed tar, read to its end, into `emptyDirectory`.
  ///
  /// @throws ImageException the tar is damaged or refused, or has what cannot be made here
  public static LayerIndex extract(InputStream tar, Path emptyDirectory, ArchiveOrigin origin)
      throws IOException {
    // Not closed: the stream is the caller's.
    @SuppressWarnings("resource")
    var reader = new TarReader(tar, origin);
    try (var directories = new ExtractionDirectories(emptyDirectory)) {
      var extractor = new LayerExtractor(reader, directories);
      extractor.explained(LayerEntry.directory(ImagePath.ROOT, 0755));
      LayerIndex index = extractor.extract();
      reader.drain();
      return index;
    }
  }

  /// Unpacks an uncompressed archive, read to its end, over what a directory has. Nothing is put
  /// through a symbolic link that is there.
  public static void extractOver(InputStream tar, DirectoryHandle directory) throws IOException {
    // Not closed: the stream is the caller's.
    @SuppressWarnings("resource")
    var reader = new TarReader(tar, ArchiveOrigin.ARCHIVE);
    try (var directories = new ExtractionDirectories(directory)) {
      new LayerExtractor(reader, directories).extract();
      reader.drain();
    }
  }

  private LayerIndex extract() throws IOException {
    for (LayerEntry entry = tar.next(); entry != null; entry = tar.next()) {
      indexBuilder.add(entry);
      if (entry.kind().isReal()) {
        explained(entry);
      }
    }
    LayerIndex index = indexBuilder.build();
    for (LayerEntry link : linksAhead) {
      linkAhead(link, index);
    }
    hide(index);
    setDirectoryTimes(index);
    return index;
  }

  private void explained(LayerEntry entry) throws IOException {
    try {
      make(entry);
    } catch (LinuxException failed) {
      if (!isCovered(entry, failed)) {
        throw explanation(entry, failed);
      }
    }
  }

  /// Whether it is a device that a user namespace cannot make and nobody misses: each container has
  /// a `/dev` of its own over the layer's.
  private static boolean isCovered(LayerEntry entry, LinuxException failed) {
    return failed.errno() == Errno.EPERM
        && entry.kind().isDevice()
        && entry.path().startsWith(DEVICES);
  }

  /// Says what a bare error number would not.
  ///
  /// @return what to throw instead
  private static ImageException explanation(LayerEntry entry, LinuxException failed)
      throws LinuxException {
    boolean owner = failed.call().contains("chown");
    if (failed.errno() == Errno.EPERM && entry.kind().isDevice()) {
      return new ImageException(
          "device node " + entry.path() + " cannot be made in a user namespace",
          "unpack this image as root");
    }
    if (failed.errno() == Errno.EINVAL && owner) {
      return new ImageException(
          "%s belongs to %d:%d, which this user namespace has no IDs for"
              .formatted(entry.path(), entry.uid(), entry.gid()),
          "give the user more IDs in /etc/subuid and /etc/subgid, or unpack the image as root");
    }
    if (failed.errno() == Errno.EPERM && owner) {
      return new ImageException(
          "%s cannot be given to %d:%d without root's rights"
              .formatted(entry.path(), entry.uid(), entry.gid()),
          "unpack the image as root or in a user namespace");
    }
    throw failed;
  }

  private void make(LayerEntry entry) throws IOException {
    if (entry.path().isRoot()) {
      EntryAttributes.set(directories.root(), entry);
      return;
    }
    DirectoryHandle parent = directories.enter(entry.path().parent(), entry.path());
    byte[] name = entry.path().name();
    switch (entry.kind()) {
      case FILE -> makeFile(parent, name, entry);
      case DIRECTORY -> makeDirectory(parent, name, entry);
      case HARD_LINK -> makeHardLink(entry);
      case SYMLINK ->
          replacing(parent, name, () -> parent.symlink(entry.linkTarget().bytes(), name));
      case FIFO -> replacing(parent, name, () -> parent.makeFifo(name, 0600));
      case CHARACTER_DEVICE, BLOCK_DEVICE -> makeDevice(parent, name, entry);
      case WHITEOUT, OPAQUE -> throw new IllegalArgumentException("not a file: " + entry);
    }
    switch (entry.kind()) {
      case SYMLINK, FIFO, CHARACTER_DEVICE, BLOCK_DEVICE ->
          EntryAttributes.set(parent, name, entry);
      case FILE, DIRECTORY, HARD_LINK, WHITEOUT, OPAQUE -> {}
    }
  }

  private void makeFile(DirectoryHandle parent, byte[] name, LayerEntry entry) throws IOException {
    try (OpenFile file = create(parent, name)) {
      InputStream data = tar.data();
      for (int count = data.read(buffer); count > 0; count = data.read(buffer)) {
        file.write(buffer, 0, count);
      }
      file.setOwner(entry.uid(), entry.gid());
      file.setMode(entry.mode()); // After the owner: chown takes setuid away.
      EntryAttributes.setXattrs(entry, file::setXattr);
      file.setTimes(entry.mtimeSeconds(), entry.mtimeNanos());
    }
  }

  private static OpenFile create(DirectoryHandle parent, byte[] name) throws IOException {
    try {
      return parent.createFile(name, 0600);
    } catch (LinuxException failed) {
      if (failed.errno() != Errno.EEXIST) {
        throw failed;
      }
      ExtractionDirectories.remove(parent, name);
      return parent.createFile(name, 0600);
    }
  }

  private void makeDirectory(DirectoryHandle parent, byte[] name, LayerEntry entry)
      throws IOException {
    if (!parent.makeDirectoryIfMissing(name, 0700) && !parent.status(name).isDirectory()) {
      parent.unlink(name);
      parent.makeDirectory(name, 0700);
    }
    EntryAttributes.set(directories.enter(entry.path(), entry.path()), entry);
  }

  private static void makeDevice(DirectoryHandle parent, byte[] name, LayerEntry entry)
      throws IOException {
    int type = entry.kind() == EntryKind.CHARACTER_DEVICE ? 0020000 : 0060000;
    replacing(
        parent,
        name,
        () -> parent.makeNode(name, type | 0600, entry.deviceMajor(), entry.deviceMinor()));
  }

  private interface Creation {
    void run() throws IOException;
  }

  private static void replacing(DirectoryHandle parent, byte[] name, Creation creation)
      throws IOException {
    try {
      creation.run();
    } catch (LinuxException failed) {
      if (failed.errno() != Errno.EEXIST) {
        throw failed;
      }
      ExtractionDirectories.remove(parent, name);
      creation.run();
    }
  }

  private void makeHardLink(LayerEntry entry) throws IOException {
    ImagePath target = entry.linkTarget().path();
    if (target.equals(entry.path())) {
      return; // A file archived twice: GNU tar links it to itself.
    }
    try {
      link(entry, target);
    } catch (LinuxException failed) {
      if (failed.errno() == Errno.ELOOP || failed.errno() == Errno.ENOTDIR) {
        throw MalformedLayer.danglingHardLink(entry.path(), entry.linkTarget());
      }
      if (failed.errno() != Errno.ENOENT) {
        throw failed;
      }
      linksAhead.add(entry);
    }
  }

  private void link(LayerEntry entry, ImagePath target) throws IOException {
    // The target's directory is opened apart: entering it would leave the link's.
    try (DirectoryHandle from = directories.root().openBeneath(target.parent().relativeBytes())) {
      DirectoryHandle parent = directories.enter(entry.path().parent(), entry.path());
      if (from.status(target.name()).isDirectory()) {
        throw MalformedLayer.danglingHardLink(entry.path(), entry.linkTarget());
      }
      byte[] name = entry.path().name();
      replacing(parent, name, () -> parent.hardLink(from, target.name(), name));
    }
  }

  /// A link whose file came after it. The index has proven that the file is there.
  private void linkAhead(LayerEntry link, LayerIndex index) throws IOException {
    LayerEntry inForce = index.find(link.path()).orElse(null);
    if (inForce == null || inForce.kind() != EntryKind.HARD_LINK) {
      return; // Replaced by a later entry.
    }
    link(link, inForce.linkTarget().path());
  }

  /// Writes whiteouts and opaque marks as overlayfs wants them.
  private void hide(LayerIndex index) throws IOException {
    String opaque = OverlayForm.opaqueXattr(inUserNamespace);
    for (LayerEntry entry : index.entries()) {
      if (entry.kind() == EntryKind.WHITEOUT) {
        DirectoryHandle parent = directories.enter(entry.path().parent(), entry.path());
        parent.makeNode(entry.path().name(), 0020000, 0, 0);
      } else if (entry.kind() == EntryKind.OPAQUE) {
        directories.enter(entry.path(), entry.path()).setXattr(opaque, OverlayForm.YES);
      }
    }
  }

  /// Last, because making anything in a directory changes its time.
  private void setDirectoryTimes(LayerIndex index) throws IOException {
    for (LayerEntry entry : index.sortedEntries()) {
      if (entry.isDirectory()) {
        directories
            .enter(entry.path(), entry.path())
            .setTimes(entry.mtimeSeconds(), entry.mtimeNanos());
      }
    }
  }
}
