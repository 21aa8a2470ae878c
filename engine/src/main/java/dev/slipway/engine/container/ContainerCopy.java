package dev.slipway.engine.container;

import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.Compression;
import dev.slipway.image.layer.DirectoryTar;
import dev.slipway.image.layer.LayerExtractor;
import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.Errno;
import dev.slipway.linux.FileStatus;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.UserIds;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.ProcessUser;
import dev.slipway.runtime.rootfs.TreeCopy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `cp` between one container and the host. Paths of the container are found inside its root,
/// whatever its links say; what is copied is never looked for by a path again.
public final class ContainerCopy {
  private static final int MOST_LINKS = 40;

  private final DirectoryHandle root;
  private final String container;
  private final boolean follow;
  private final @Nullable ProcessUser hostOwner;

  /// @param container its name, for messages
  /// @param follow whether a source that is a symbolic link is what it leads to
  /// @param archive whether copies on the host keep the container's owners
  public ContainerCopy(DirectoryHandle root, String container, boolean follow, boolean archive) {
    this.root = root;
    this.container = container;
    this.follow = follow;
    this.hostOwner = archive ? null : new ProcessUser(UserIds.uid(), UserIds.gid(), List.of());
  }

  /// A file in an open directory. For a directory that is copied by its content, `name` is empty
  /// and the directory is the thing itself.
  private record Found(
      DirectoryHandle directory, @SuppressWarnings("ArrayRecordComponent") byte[] name)
      implements AutoCloseable {
    @Override
    public void close() {
      directory.close();
    }

    boolean isRoot() {
      return name.length == 0;
    }

    FileStatus status() throws LinuxException {
      return isRoot() ? directory.status() : directory.status(name);
    }

    boolean isDirectory() throws LinuxException {
      return status().isDirectory();
    }

    DirectoryHandle open() throws LinuxException {
      return isRoot() ? directory.openBeneath(new byte[0]) : directory.openChild(name);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private ContainerException missing(String path) {
    return new ContainerException(
        "Could not find the file " + path + " in container " + container,
        "slipway exec " + container + " ls shows what there is",
        1,
        null);
  }

  /// What `path` is in the container.
  private Found inContainer(String path, boolean followLast) throws IOException {
    return inContainer(path, followLast, 0);
  }

  private Found inContainer(String path, boolean followLast, int links) throws IOException {
    if (links > MOST_LINKS) {
      throw missing(path);
    }
    ImagePath normal = ImagePath.of(path);
    try {
      if (normal.isRoot() || path.endsWith("/.") || path.endsWith("/..")) {
        return new Found(root.openInRoot(normal.bytes()), new byte[0]);
      }
      DirectoryHandle parent = root.openInRoot(normal.parent().bytes());
      FileStatus status = parent.status(normal.name());
      if (status.isSymbolicLink() && (followLast || path.endsWith("/"))) {
        ImagePath link = normal.parent().resolve(parent.readLink(normal.name()));
        parent.close();
        return inContainer(link.toString(), true, links + 1);
      }
      return new Found(parent, normal.name());
    } catch (LinuxException absent) {
      throw missing(path);
    }
  }

  private static boolean isContent(String path) {
    return path.endsWith("/.") || path.equals(".");
  }

  public void toStream(String path, OutputStream sink) throws IOException {
    try (Found source = inContainer(path, follow)) {
      if (source.isRoot()) {
        byte[] name = ImagePath.of(path).name();
        ImagePath as = name.length == 0 ? ImagePath.ROOT : ImagePath.ROOT.child(name);
        DirectoryTar.writeDirectory(source.directory(), as, sink);
      } else {
        byte[] name = source.name();
        DirectoryTar.writeChild(source.directory(), name, ImagePath.ROOT.child(name), sink);
      }
    }
  }

  public void fromStream(InputStream tar, String path) throws IOException {
    DirectoryHandle directory;
    try {
      directory = root.openInRoot(ImagePath.of(path).bytes());
    } catch (LinuxException absent) {
      throw absent.errno() == Errno.ENOTDIR ? notADirectory(path) : missing(path);
    }
    try (directory;
        InputStream plain = Compression.decompressing(tar)) {
      LayerExtractor.extractOver(plain, directory);
    }
  }

  private static ContainerException notADirectory(String path) {
    return new ContainerException(
        "destination \"" + path + "\" must be a directory", "name a directory", 1, null);
  }

  public void toHost(String path, String target) throws IOException {
    try (Found source = inContainer(path, follow)) {
      Path place = Path.of(target).toAbsolutePath();
      boolean directory = Files.isDirectory(place);
      checkTarget(source.isDirectory(), target, directory, Files.exists(place));
      String name = source.isRoot() ? ImagePath.of(path).nameText() : text(source.name());
      if (directory && !(source.isDirectory() && isContent(path))) {
        place = place.resolve(name.isEmpty() ? "." : name).normalize();
      }
      Path parent = place.getParent();
      if (parent == null || !Files.isDirectory(parent)) {
        throw new ContainerException(
            "invalid output path: directory \"" + parent + "\" does not exist",
            "make it first",
            1,
            null);
      }
      var copy = new TreeCopy(hostOwner);
      if (Files.isDirectory(place) && source.isDirectory()) {
        try (DirectoryHandle from = source.open();
            DirectoryHandle to = DirectoryHandle.open(place)) {
          copy.copyContent(from, to);
        }
        return;
      }
      try (DirectoryHandle to = DirectoryHandle.open(parent)) {
        transfer(copy, source, to, bytes(place.getFileName().toString()));
      }
    }
  }

  private static void transfer(TreeCopy copy, Found source, DirectoryHandle to, byte[] name)
      throws IOException {
    if (!source.isRoot()) {
      copy.copy(source.directory(), source.name(), to, name);
      return;
    }
    to.makeDirectory(name, 0755);
    try (DirectoryHandle made = to.openChild(name)) {
      copy.copyContent(source.directory(), made);
    }
  }

  /// Docker's rules of what may be copied onto what.
  private static void checkTarget(
      boolean sourceIsDirectory, String target, boolean isDirectory, boolean exists) {
    if (sourceIsDirectory && exists && !isDirectory) {
      throw new ContainerException("cannot copy directory", target + " is a file", 1, null);
    }
    if (!sourceIsDirectory && !exists && target.endsWith("/")) {
      throw new ContainerException(
          "no such directory: " + target, "make it first, or leave the last slash out", 1, null);
    }
  }

  public void fromHost(String source, String path) throws IOException {
    Path from = Path.of(source).toAbsolutePath();
    boolean content = isContent(source) || source.endsWith("/.");
    if (!Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
      throw new ContainerException(
          "lstat " + from.normalize() + ": no such file or directory",
          "name a file that is there",
          1,
          null);
    }
    Path real = follow || content || source.endsWith("/") ? from.toRealPath() : from.normalize();
    boolean directory = Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS);
    var copy = new TreeCopy(null);
    try (Found target = destination(path, directory);
        DirectoryHandle in = DirectoryHandle.open(parentOf(real))) {
      byte[] name = bytes(String.valueOf(from.normalize().getFileName()));
      byte[] child = bytes(String.valueOf(real.getFileName()));
      if (!target.isRoot()) {
        copy.copy(in, child, target.directory(), target.name());
      } else if (directory && content) {
        try (DirectoryHandle contents = DirectoryHandle.open(real)) {
          copy.copyContent(contents, target.directory());
        }
      } else {
        copy.copy(in, child, target.directory(), name);
      }
    }
  }

  private static Path parentOf(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  /// An existing directory as itself, else the name that the copy gets.
  private Found destination(String path, boolean ofDirectory) throws IOException {
    return destination(path, ofDirectory, 0);
  }

  private Found destination(String path, boolean ofDirectory, int links) throws IOException {
    if (links > MOST_LINKS) {
      throw missing(path);
    }
    ImagePath normal = ImagePath.of(path);
    try {
      return new Found(root.openInRoot(normal.bytes()), new byte[0]);
    } catch (LinuxException noDirectory) {
      if (noDirectory.errno() == Errno.ENOTDIR && ofDirectory) {
        throw new ContainerException("cannot copy directory", path + " is a file", 1, null);
      }
    }
    if (path.endsWith("/") && !ofDirectory) {
      throw new ContainerException(
          "no such directory", "make " + path + " in the container first", 1, null);
    }
    try {
      DirectoryHandle parent = root.openInRoot(normal.parent().bytes());
      return throughLink(parent, normal, links);
    } catch (LinuxException absent) {
      throw missing(normal.parent().toString());
    }
  }

  /// A file that is a symbolic link stays one: what it leads to is written, inside the container.
  private Found throughLink(DirectoryHandle parent, ImagePath path, int links) throws IOException {
    try {
      if (parent.status(path.name()).isSymbolicLink()) {
        ImagePath link = path.parent().resolve(parent.readLink(path.name()));
        parent.close();
        return destination(link.toString(), false, links + 1);
      }
    } catch (LinuxException absent) {
      return new Found(parent, path.name());
    }
    return new Found(parent, path.name());
  }
}
