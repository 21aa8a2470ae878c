package dev.slipway.builder.export;

import dev.slipway.builder.BuildException;
import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.FileTree.Node;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.Errno;
import dev.slipway.linux.FileStatus;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.OpenFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// `type=local`: the files of a stage in a directory of the caller's, who owns them.
///
/// What is there already and is not in the stage stays; a file is replaced by a new one. Nothing is
/// written through a symbolic link: one that stands where the stage has a directory is replaced.
final class LocalOutput implements Closeable {
  private static final byte[] UNFINISHED = ".slipway-unfinished".getBytes(StandardCharsets.UTF_8);
  private static final int BUFFER = 1 << 17;

  private final Path destination;
  private final DirectoryHandle root;
  private final @Nullable Instant epoch;
  private final byte[] buffer = new byte[BUFFER];
  private long bytes;

  /// @param epoch the time of every file; null is its own
  LocalOutput(Path destination, @Nullable Instant epoch) throws IOException {
    this.destination = destination;
    this.epoch = epoch;
    if (Files.exists(destination) && !Files.isDirectory(destination)) {
      throw BuildException.of(
          "destination directory " + destination + " is not a directory",
          "name a directory: dest=DIRECTORY");
    }
    Files.createDirectories(destination);
    this.root = DirectoryHandle.open(destination);
  }

  /// How many bytes of files were written.
  long bytes() {
    return bytes;
  }

  void add(FileTree tree) throws IOException {
    add(tree, ImagePath.ROOT, root, new FileNames());
  }

  private void add(FileTree tree, ImagePath path, DirectoryHandle directory, FileNames names)
      throws IOException {
    for (Node node : tree.children(path)) {
      try {
        add(tree, node, directory, names);
      } catch (LinuxException failed) {
        throw explained(node, failed);
      }
    }
  }

  private void add(FileTree tree, Node node, DirectoryHandle parent, FileNames names)
      throws IOException {
    LayerEntry entry = node.entry();
    byte[] name = node.path().name();
    if (entry.isDirectory()) {
      makeDirectory(parent, name);
      try (DirectoryHandle made = parent.openChild(name)) {
        add(tree, node.path(), made, names);
        made.setMode(entry.mode());
        setTimes(made, entry);
      }
      return;
    }
    removeUnfinished(parent);
    ImagePath first = names.earlier(node);
    if (first != null) {
      try (DirectoryHandle from = root.openBeneath(first.parent().relativeBytes())) {
        parent.hardLink(from, first.name(), UNFINISHED);
      }
    } else {
      make(tree, node, parent);
    }
    replace(parent, name);
    if (first != null) {
      removeUnfinished(parent); // The kernel leaves both of two names of one file.
    }
  }

  private static void makeDirectory(DirectoryHandle parent, byte[] name) throws IOException {
    if (parent.makeDirectoryIfMissing(name, 0700)) {
      return;
    }
    FileStatus there = parent.status(name);
    if (!there.isDirectory()) {
      parent.unlink(name);
      parent.makeDirectory(name, 0700);
    } else if ((there.permissions() & 0300) != 0300) {
      parent.setMode(name, there.permissions() | 0300); // It gets its own mode at the end.
    }
  }

  private void make(FileTree tree, Node node, DirectoryHandle parent) throws IOException {
    LayerEntry entry = node.entry();
    switch (entry.kind()) {
      case FILE -> {
        try (InputStream data = tree.open(node)) {
          makeFile(parent, entry, data);
        }
        return;
      }
      case SYMLINK -> parent.symlink(entry.linkTarget().bytes(), UNFINISHED);
      case FIFO -> parent.makeFifo(UNFINISHED, 0600);
      case CHARACTER_DEVICE, BLOCK_DEVICE -> {
        int type = entry.kind() == EntryKind.CHARACTER_DEVICE ? 0020000 : 0060000;
        parent.makeNode(UNFINISHED, type | 0600, entry.deviceMajor(), entry.deviceMinor());
      }
      case DIRECTORY, HARD_LINK, WHITEOUT, OPAQUE ->
          throw new IllegalStateException("no file by itself: " + entry.path());
    }
    if (entry.kind() != EntryKind.SYMLINK) {
      parent.setMode(UNFINISHED, entry.mode());
    }
    parent.setTimes(UNFINISHED, seconds(entry), nanos(entry));
  }

  private void makeFile(DirectoryHandle parent, LayerEntry entry, InputStream data)
      throws IOException {
    try (OpenFile file = parent.createFile(UNFINISHED, 0600)) {
      for (int count = data.read(buffer); count > 0; count = data.read(buffer)) {
        file.write(buffer, 0, count);
        bytes += count;
      }
      file.setMode(entry.mode());
      for (var xattr : entry.xattrs().entrySet()) {
        setXattr(file, xattr.getKey(), xattr.getValue());
      }
      file.setTimes(seconds(entry), nanos(entry));
    }
  }

  /// An attribute that the caller may not set, or the file system does not have, is left out, as
  /// BuildKit leaves it out.
  private static void setXattr(OpenFile file, String name, byte[] value) throws IOException {
    try {
      file.setXattr(name, value);
    } catch (LinuxException refused) {
      if (refused.errno() != Errno.EPERM && refused.errno() != Errno.EOPNOTSUPP) {
        throw refused;
      }
    }
  }

  /// What a killed build left.
  private static void removeUnfinished(DirectoryHandle parent) throws IOException {
    try {
      parent.unlink(UNFINISHED);
    } catch (LinuxException none) {
      if (none.errno() != Errno.ENOENT) {
        throw none;
      }
    }
  }

  /// An empty directory gives way to a file; one that is not empty does not.
  private static void replace(DirectoryHandle parent, byte[] name) throws IOException {
    try {
      parent.rename(UNFINISHED, parent, name);
    } catch (LinuxException failed) {
      if (failed.errno() != Errno.EISDIR) {
        throw failed;
      }
      parent.removeDirectory(name);
      parent.rename(UNFINISHED, parent, name);
    }
  }

  private void setTimes(DirectoryHandle directory, LayerEntry entry) throws IOException {
    directory.setTimes(seconds(entry), nanos(entry));
  }

  private long seconds(LayerEntry entry) {
    return epoch == null ? entry.mtimeSeconds() : epoch.getEpochSecond();
  }

  private int nanos(LayerEntry entry) {
    return epoch == null ? entry.mtimeNanos() : 0;
  }

  private IOException explained(Node node, LinuxException failed) {
    String place = destination + node.path().toString();
    if (failed.errno() == Errno.EPERM
        && (node.entry().kind() == EntryKind.CHARACTER_DEVICE
            || node.entry().kind() == EntryKind.BLOCK_DEVICE)) {
      throw BuildException.of(
              "cannot make the device " + place + " without root's rights",
              "export an archive, which can hold it: --output type=tar,dest=FILE")
          .causedBy(failed);
    }
    if (failed.errno() == Errno.ENOTEMPTY) {
      throw BuildException.of(
              place + " is a directory here and a file in the build",
              "remove the directory, or export to another one")
          .causedBy(failed);
    }
    return failed;
  }

  /// Writes a file beside those of the stage.
  void add(String name, byte[] content) throws IOException {
    byte[] bytesOfName = name.getBytes(StandardCharsets.UTF_8);
    removeUnfinished(root);
    try (OpenFile file = root.createFile(UNFINISHED, 0600)) {
      file.write(content, 0, content.length);
      file.setMode(0644);
      if (epoch != null) {
        file.setTimes(epoch.getEpochSecond(), 0);
      }
    }
    replace(root, bytesOfName);
  }

  @Override
  public void close() {
    root.close();
  }
}
