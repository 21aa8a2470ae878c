package dev.slipway.image.store;

import dev.slipway.image.Digest;
import dev.slipway.image.ImageException;
import dev.slipway.image.spec.IndexDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// The local store: an OCI image layout at every moment, with what is derived from its layers
/// beside it. Any number of processes may have it open.
///
/// What is read or written through an open store stays until that store is closed.
public final class ImageStore implements AutoCloseable {
  /// The format of everything under the root but the OCI layout. A newer one is left alone.
  static final int VERSION = 1;

  private final Workspace workspace;
  private final Blobs blobs;
  private final Layers layers;
  private final StoredImages images;

  private ImageStore(Path root, boolean readOnly) {
    this.workspace = new Workspace(root, readOnly);
    this.blobs = new Blobs(workspace);
    this.layers = new Layers(workspace, blobs);
    this.images = new StoredImages(workspace, blobs, layers);
  }

  /// Opens the store for writing, makes it where there is none, and removes what killed processes
  /// left unfinished.
  public static ImageStore open(Path root) throws IOException {
    Path absolute = root.toAbsolutePath().normalize();
    checkVersion(absolute);
    try {
      if (Files.exists(absolute) && !Files.isWritable(absolute)) {
        throw new AccessDeniedException(absolute.toString());
      }
      ImageStore store = new ImageStore(absolute, false);
      store.prepare();
      Claim.sweep(store.workspace.temporaryDirectory());
      return store;
    } catch (AccessDeniedException refused) {
      throw refused(absolute, "written to", refused);
    } catch (FileSystemException failure) {
      if (String.valueOf(failure.getReason()).contains("Read-only")) {
        throw refused(absolute, "written to", failure);
      }
      throw failure;
    }
  }

  private static ImageException refused(Path root, String how, IOException cause) {
    var refused =
        new ImageException(
            "the store at " + root + " cannot be " + how,
            "run as its owner, or name another place with --root or SLIPWAY_ROOT");
    refused.initCause(cause);
    return refused;
  }

  /// Opens the store to read names, images and layers; nothing is made, not even the store.
  public static ImageStore openReadOnly(Path root) throws IOException {
    Path absolute = root.toAbsolutePath().normalize();
    checkVersion(absolute);
    return new ImageStore(absolute, true);
  }

  private static void checkVersion(Path root) throws IOException {
    String text;
    try {
      text = Files.readString(root.resolve("version")).strip();
    } catch (NoSuchFileException _) {
      return;
    } catch (AccessDeniedException unreadable) {
      throw refused(root, "read", unreadable);
    }
    if (!text.equals(String.valueOf(VERSION))) {
      throw new ImageException(
          "the store at " + root + " has format " + text + "; this Slipway knows " + VERSION,
          "use the newer Slipway that made it, or name another place with --root");
    }
  }

  private void prepare() throws IOException {
    Path root = workspace.root();
    if (Files.exists(root.resolve("version")) && Files.exists(root.resolve("index.json"))) {
      return;
    }
    Workspace.makeDirectory(blobs.directory("sha256"));
    Workspace.makeDirectory(layers.forms().directory());
    try (Lock _ = workspace.locks().exclusive("names")) {
      create("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
      create("index.json", IndexDocument.of(List.of()).toJson());
      create("version", (VERSION + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private void create(String name, byte[] content) throws IOException {
    Path file = workspace.root().resolve(name);
    if (!Files.exists(file)) {
      DurableFile.write(file, content, workspace.temporary(name));
    }
  }

  public Path root() {
    return workspace.root();
  }

  public Blobs blobs() {
    return blobs;
  }

  public Layers layers() {
    return layers;
  }

  /// What is known of layers that need not be here.
  public LayerListings listings() {
    return new LayerListings(workspace, layers.forms());
  }

  public Names names() {
    return images.names();
  }

  public StoredImages images() {
    return images;
  }

  /// What is said about the store's manifests.
  public Referrers referrers() {
    return new Referrers(workspace, blobs);
  }

  public Locks locks() {
    return workspace.locks();
  }

  /// What removes blobs and layers that nothing needs.
  public GarbageCollector garbage() {
    return new GarbageCollector(workspace, blobs, layers, images);
  }

  /// What compares the store with itself.
  public StoreCheck check(Findings findings) {
    return new StoreCheck(workspace, blobs, layers, images, findings);
  }

  /// A path for an unfinished file or directory, on the store's file system; it is removed when the
  /// store is closed, or after this process died.
  public Path temporary(String kind) throws IOException {
    return workspace.temporary(kind);
  }

  /// Keeps something of another module's, by a digest of its name, until the store is closed
  /// ([GarbageCollector#removing]). Whether it is there is to be asked while the lock is held.
  public Lock keeping(Digest name) throws IOException {
    return workspace.readOnly() ? () -> {} : workspace.claiming(name);
  }

  /// The directory `ROOT/name` of another module.
  public Path area(String name) throws IOException {
    Path area = workspace.root().resolve(name);
    if (!workspace.readOnly()) {
      Workspace.makeDirectory(area);
    }
    return area;
  }

  @Override
  public void close() {
    workspace.close();
  }
}
