package dev.slipway.registry.client;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.DigestingOutputStream;
import dev.slipway.image.spec.IndexDocument;
import dev.slipway.registry.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An OCI image layout on disk, `oci:DIR[:NAME]` (OCI image specification, image-layout.md).
public final class LayoutPlace implements ImagePlace {
  private static final String NAME = "org.opencontainers.image.ref.name";

  private final Path directory;
  private final String name;
  private final @Nullable Descriptor chosen;

  /// @param name empty for the only image, and for one without a name
  public LayoutPlace(Path directory, String name) {
    this(directory, name, null);
  }

  private LayoutPlace(Path directory, String name, @Nullable Descriptor chosen) {
    this.directory = directory;
    this.name = name;
    this.chosen = chosen;
  }

  /// An image of a layout, whatever its name there.
  public static LayoutPlace of(Path directory, Descriptor manifest) {
    return new LayoutPlace(directory, "", manifest);
  }

  private Path file(Digest digest) {
    return directory.resolve("blobs").resolve(digest.algorithm()).resolve(digest.hex());
  }

  private List<Descriptor> entries() throws IOException {
    try {
      return IndexDocument.parse(Files.readAllBytes(directory.resolve("index.json"))).manifests();
    } catch (NoSuchFileException none) {
      return List.of();
    }
  }

  @Override
  public FetchedManifest manifest(@Nullable Descriptor wanted) throws IOException {
    Descriptor entry = wanted == null ? named() : wanted;
    byte[] content = Files.readAllBytes(file(entry.digest()));
    if (!Digests.of(entry.digest().algorithm(), content).equals(entry.digest())) {
      throw RegistryException.of(
          file(entry.digest()) + " is damaged", "write the layout again, or take another");
    }
    return new FetchedManifest(entry, content);
  }

  private Descriptor named() throws IOException {
    if (chosen != null) {
      return chosen;
    }
    List<Descriptor> entries = entries();
    List<Descriptor> fitting =
        entries.stream()
            .filter(
                entry -> name.isEmpty() || name.equals(entry.annotations().getOrDefault(NAME, "")))
            .toList();
    if (fitting.size() == 1) {
      return fitting.getFirst();
    }
    List<String> names =
        entries.stream().map(entry -> entry.annotations().getOrDefault(NAME, "-")).toList();
    throw RegistryException.of(
        fitting.isEmpty() ? this + " has no such image" : this + " has several images",
        names.isEmpty() ? "check the directory" : "name one: it has " + String.join(", ", names));
  }

  @Override
  public UploadSource blob(Descriptor blob) {
    return new FileBlob(file(blob.digest()), blob);
  }

  /// A blob of the layout.
  private record FileBlob(Path file, Descriptor blob) implements UploadSource {
    @Override
    public InputStream open(long from) throws IOException {
      InputStream stream = Files.newInputStream(file);
      stream.skipNBytes(from);
      return stream;
    }

    @Override
    public long length() {
      return blob.size();
    }

    @Override
    public long awaitLength() {
      return blob.size();
    }

    @Override
    public Digest digest() {
      return blob.digest();
    }
  }

  @Override
  public boolean has(Digest blob) {
    return Files.exists(file(blob));
  }

  @Override
  public boolean adopts(Descriptor blob, ImagePlace from) throws IOException {
    if (!(from instanceof LayoutPlace other)) {
      return false;
    }
    Path target = prepared(blob.digest());
    Files.copy(other.file(blob.digest()), target, StandardCopyOption.REPLACE_EXISTING);
    return true;
  }

  private Path prepared(Digest digest) throws IOException {
    Path target = file(digest);
    Files.createDirectories(target.resolveSibling("."));
    return target;
  }

  @Override
  public void put(Descriptor blob, UploadSource source) throws IOException {
    Path target = prepared(blob.digest());
    Path temporary = Files.createTempFile(directory, "blob", ".part");
    try (InputStream in = source.open(0);
        var out = new DigestingOutputStream(Files.newOutputStream(temporary))) {
      in.transferTo(out);
      Digest found = out.digest();
      if (!found.equals(blob.digest())) {
        throw RegistryException.of(
            "the blob " + blob.digest() + " came as " + found, "copy it again");
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  @Override
  public void put(FetchedManifest manifest, boolean named) throws IOException {
    Files.write(prepared(manifest.descriptor().digest()), manifest.content());
    if (!named) {
      return;
    }
    List<Descriptor> entries = new ArrayList<>();
    for (Descriptor entry : entries()) {
      boolean replaced =
          name.isEmpty()
              ? entry.digest().equals(manifest.descriptor().digest())
              : name.equals(entry.annotations().get(NAME));
      if (!replaced) {
        entries.add(entry);
      }
    }
    entries.add(
        manifest.descriptor().withAnnotations(name.isEmpty() ? Map.of() : Map.of(NAME, name)));
    Files.write(
        directory.resolve("oci-layout"),
        "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
    Path temporary = Files.createTempFile(directory, "index", ".part");
    Files.write(temporary, IndexDocument.of(entries).toJson());
    Files.move(temporary, directory.resolve("index.json"), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public Optional<FetchedManifest> referrers(Digest image) {
    return Optional.empty();
  }

  @Override
  public String toString() {
    return "oci:" + directory + (name.isEmpty() ? "" : ":" + name);
  }
}
