package dev.slipway.builder.context;

import dev.slipway.builder.copy.ContentHash;
import dev.slipway.builder.copy.SourceFiles;
import dev.slipway.dockerfile.ignore.IgnoreRules;
import dev.slipway.image.Digest;
import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LinkTarget;
import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.Errno;
import dev.slipway.linux.FileStatus;
import dev.slipway.linux.LinuxException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A directory of this machine as the build context, without what `.dockerignore` leaves out.
///
/// Everything in it belongs to root, as in Docker. Of extended attributes only file capabilities go
/// into an image.
public final class DirectoryContext implements SourceFiles, AutoCloseable {
  static final String CAPABILITY = "security.capability";
  private static final byte[] NONE = {};
  private static final SortedMap<String, byte[]> NO_XATTRS = Collections.emptySortedMap();

  private final Path root;
  private final DirectoryHandle handle;
  private final @Nullable IgnoreRules rules;
  private final Fingerprints fingerprints;
  private final Looks looks;

  private DirectoryContext(
      Path root,
      DirectoryHandle handle,
      @Nullable IgnoreRules rules,
      Fingerprints fingerprints,
      Looks looks) {
    this.root = root;
    this.handle = handle;
    this.rules = rules;
    this.fingerprints = fingerprints;
    this.looks = looks;
  }

  /// @param rules null where there is no ignore file
  public static DirectoryContext open(
      Path root, @Nullable IgnoreRules rules, Fingerprints fingerprints) throws IOException {
    return new DirectoryContext(
        root,
        DirectoryHandle.open(root),
        rules,
        fingerprints,
        new Looks(System.currentTimeMillis()));
  }

  /// The same files for one copy, whose looks are to be remembered. It ends with this context.
  public ContextLook look(Sightings sightings, Digest key) {
    return look(sightings, key, System.currentTimeMillis());
  }

  /// @param now milliseconds since 1970
  ContextLook look(Sightings sightings, Digest key, long now) {
    var own = new Looks(now);
    var files = new DirectoryContext(root, handle, rules, fingerprints, own);
    return new ContextLook(
        files,
        new ContextLook.Told() {
          @Override
          public void found(Digest content) {
            sightings.put(key, content, own);
          }

          @Override
          public void made(Digest content, ImagePath root, Digest step, Digest layer) {
            sightings.made(key, content, root, step, layer);
          }
        });
  }

  /// A regular file as it was found; its hash is known at once or after it was read.
  private static final class Seen {
    private final FileStatus status;
    private final long seenAt;
    private final byte[] capabilities;
    private volatile @Nullable ContentHash hash;

    /// @param seenAt milliseconds since 1970
    Seen(FileStatus status, long seenAt, byte[] capabilities, @Nullable ContentHash hash) {
      this.status = status;
      this.seenAt = seenAt;
      this.capabilities = capabilities;
      this.hash = hash;
    }
  }

  private record Inode(long device, long inode) {}

  @Override
  public @Nullable Node lookup(ImagePath path) throws IOException {
    Node found = find(path);
    if (found == null) {
      looks.missing();
    }
    return found;
  }

  private @Nullable Node find(ImagePath path) throws IOException {
    if (path.isRoot()) {
      return node(path, handle.status(), null, NONE);
    }
    if (isExcluded(path) && !mayContainIncluded(path)) {
      return null;
    }
    try (DirectoryHandle directory = handle.openBeneath(path.parent().relativeBytes())) {
      Node node = node(path, directory.status(path.name()), directory, path.name());
      return node != null && isVisible(node) ? node : null;
    } catch (LinuxException failure) {
      if (failure.errno() == Errno.ENOENT
          || failure.errno() == Errno.ENOTDIR
          || failure.errno() == Errno.ELOOP) {
        return null;
      }
      throw failure;
    }
  }

  @Override
  public List<Node> children(Node node) throws IOException {
    var children = new ArrayList<Node>();
    try (DirectoryHandle directory = handle.openBeneath(node.path().relativeBytes())) {
      looks.at(node.path(), directory.status());
      for (DirectoryHandle.Child child : directory.list()) {
        ImagePath path = node.path().child(child.name());
        if (child.type() == DirectoryHandle.Child.SOCKET
            || (isExcluded(path) && !(child.isDirectory() && mayContainIncluded(path)))) {
          continue;
        }
        Node found = node(path, directory.status(child.name()), directory, child.name());
        if (found != null && isVisible(found)) {
          children.add(found);
        }
      }
    }
    children.sort((one, other) -> one.path().compareTo(other.path()));
    return children;
  }

  /// A directory that is left out is there all the same for what is kept in it.
  private boolean isVisible(Node node) throws IOException {
    return !isExcluded(node.path()) || (node.entry().isDirectory() && !children(node).isEmpty());
  }

  private boolean isExcluded(ImagePath path) {
    return rules != null && rules.excludes(text(path));
  }

  private boolean mayContainIncluded(ImagePath path) {
    return rules != null && rules.mayContainIncluded(text(path));
  }

  private static String text(ImagePath path) {
    return new String(path.relativeBytes(), StandardCharsets.UTF_8);
  }

  /// Null for a socket, which no layer can hold.
  private @Nullable Node node(
      ImagePath path, FileStatus status, @Nullable DirectoryHandle parent, byte[] name)
      throws IOException {
    looks.at(path, status);
    if (status.isRegularFile() && parent != null) {
      Seen seen = seen(path, status, parent, name);
      boolean several = status.nlink() > 1;
      return new Node(
          path,
          file(path, status, seen.capabilities),
          several ? new Inode(status.device(), status.inode()) : null,
          seen);
    }
    LayerEntry entry = special(path, status, parent, name);
    return entry == null
        ? null
        : new Node(path, entry.withTime(status.mtimeSeconds(), 0), null, null);
  }

  private static LayerEntry file(ImagePath path, FileStatus status, byte[] capabilities) {
    return new LayerEntry(
        path,
        EntryKind.FILE,
        status.permissions(),
        0,
        0,
        status.mtimeSeconds(),
        0,
        status.size(),
        -1,
        LinkTarget.NONE,
        0,
        0,
        capabilities.length == 0 ? NO_XATTRS : new TreeMap<>(Map.of(CAPABILITY, capabilities)));
  }

  private static @Nullable LayerEntry special(
      ImagePath path, FileStatus status, @Nullable DirectoryHandle parent, byte[] name)
      throws IOException {
    int mode = status.permissions();
    if (status.isDirectory()) {
      return LayerEntry.directory(path, mode);
    }
    if (status.isSymbolicLink() && parent != null) {
      return LayerEntry.symlink(path, LinkTarget.of(parent.readLink(name)));
    }
    if (status.isFifo()) {
      return LayerEntry.fifo(path, mode);
    }
    if (status.isCharacterDevice() || status.isBlockDevice()) {
      EntryKind kind =
          status.isCharacterDevice() ? EntryKind.CHARACTER_DEVICE : EntryKind.BLOCK_DEVICE;
      return LayerEntry.device(path, kind, mode, status.rdevMajor(), status.rdevMinor());
    }
    return null;
  }

  private Seen seen(ImagePath path, FileStatus status, DirectoryHandle parent, byte[] name)
      throws IOException {
    Fingerprint fingerprint = fingerprints.get(path);
    return fingerprint != null && fingerprint.isOf(status)
        ? new Seen(status, fingerprint.takenAt(), fingerprint.capabilities(), fingerprint.hash())
        : new Seen(status, System.currentTimeMillis(), capabilities(parent, name), null);
  }

  private static byte[] capabilities(DirectoryHandle parent, byte[] name) throws IOException {
    return parent.xattrs(name).getOrDefault(CAPABILITY, NONE);
  }

  @Override
  public InputStream open(Node file) throws IOException {
    return handle.openFileBeneath(file.path().relativeBytes()).inputStream();
  }

  @Override
  public boolean mayChange() {
    return true;
  }

  @Override
  public @Nullable ContentHash knownHash(Node file) {
    return file.origin() instanceof Seen seen ? seen.hash : null;
  }

  @Override
  public void learned(Node file, ContentHash hash) {
    if (file.origin() instanceof Seen seen) {
      seen.hash = hash;
      fingerprints.put(
          file.path(), Fingerprint.of(seen.status, seen.seenAt, seen.capabilities, hash));
    }
  }

  @Override
  public @Nullable String hint(ImagePath missing) {
    if (isExcluded(missing)) {
      return missing + " is left out by .dockerignore: take it out of there";
    }
    return "sources are paths in the build context " + root;
  }

  @Override
  public void close() {
    handle.close();
  }
}
