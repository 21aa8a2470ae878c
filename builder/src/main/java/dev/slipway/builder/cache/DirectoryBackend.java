package dev.slipway.builder.cache;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.CachePlace;
import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageException;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.spec.IndexDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A directory that is an OCI image layout: `type=local`. Files appear in it when they are whole,
/// `index.json` last.
final class DirectoryBackend implements CacheBackend {
  private static final String NAME = "org.opencontainers.image.ref.name";

  private final CachePlace.Directory place;

  DirectoryBackend(CachePlace.Directory place) {
    this.place = place;
  }

  @Override
  public String name() {
    return place.path().toString();
  }

  @Override
  public List<byte[]> manifests() throws IOException {
    Optional<Descriptor> entry = find(entries());
    if (entry.isEmpty()) {
      return List.of();
    }
    byte[] content = read(entry.get());
    if (!MediaTypes.isIndex(entry.get().mediaType())) {
      return List.of(content);
    }
    var manifests = new ArrayList<byte[]>();
    for (Descriptor manifest : IndexDocument.parse(content).manifests()) {
      manifests.add(read(manifest));
    }
    if (manifests.isEmpty()) {
      throw damaged(entry.get(), "it names no manifest");
    }
    return manifests;
  }

  private byte[] read(Descriptor document) throws IOException {
    byte[] content;
    try (InputStream in = open(document)) {
      content = in.readAllBytes();
    }
    if (!Digest.sha256(content).equals(document.digest())) {
      throw damaged(document, "its bytes are not those of its digest");
    }
    return content;
  }

  private BuildException damaged(Descriptor blob, String why) {
    return BuildException.of(
        "the cache at " + name() + " is damaged: " + blob.digest() + ": " + why,
        "remove the directory and write it anew with --cache-to");
  }

  private Optional<Descriptor> find(List<Descriptor> entries) {
    for (Descriptor entry : entries) {
      boolean meant =
          place.digest() == null
              ? place.tag().equals(entry.annotations().get(NAME))
              : entry.digest().toString().equals(place.digest());
      if (meant) {
        return Optional.of(entry);
      }
    }
    boolean only = entries.size() == 1 && place.digest() == null && place.tag().equals("latest");
    return only ? Optional.of(entries.getFirst()) : Optional.empty();
  }

  private Path index() {
    return place.path().resolve("index.json");
  }

  private List<Descriptor> entries() throws IOException {
    try {
      return IndexDocument.parse(Files.readAllBytes(index())).manifests();
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (ImageException malformed) {
      throw BuildException.of(
              "the cache at " + name() + " is damaged: " + malformed.getMessage(),
              "remove the directory and write it anew with --cache-to")
          .causedBy(malformed);
    }
  }

  private Path path(Digest digest) {
    return place.path().resolve("blobs").resolve(digest.algorithm()).resolve(digest.hex());
  }

  @Override
  public boolean contains(Descriptor blob) {
    return Files.exists(path(blob.digest()));
  }

  @Override
  public InputStream open(Descriptor blob) throws IOException {
    try {
      return Files.newInputStream(path(blob.digest()));
    } catch (NoSuchFileException missing) {
      throw BuildException.of(
              "the cache at " + name() + " lacks " + blob.digest(),
              "build without this --cache-from, or write the cache anew")
          .causedBy(missing);
    }
  }

  @Override
  public void put(Descriptor blob, Path file) throws IOException {
    Path target = path(blob.digest());
    if (Files.exists(target)) {
      return;
    }
    Files.createDirectories(target.getParent());
    Path unfinished = Files.createTempFile(target.getParent(), "unfinished-", "");
    try {
      Files.copy(file, unfinished, StandardCopyOption.REPLACE_EXISTING);
      sync(unfinished);
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  @Override
  public void publish(byte[] manifest, String artifactType) throws IOException {
    Files.createDirectories(place.path());
    Path file = Files.createTempFile(place.path(), "unfinished-", "");
    try (FileChannel lock =
            FileChannel.open(
                place.path().resolve("index.json.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock _ = lock.lock()) {
      Files.write(file, manifest);
      Descriptor entry =
          Descriptor.of(MediaTypes.OCI_MANIFEST, Digest.sha256(manifest), manifest.length);
      put(entry, file);
      write(place.path().resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}", file);
      var entries = new ArrayList<Descriptor>();
      for (Descriptor other : entries()) {
        if (!place.tag().equals(other.annotations().get(NAME))) {
          entries.add(other);
        }
      }
      entries.add(entry.withAnnotations(Map.of(NAME, place.tag())));
      byte[] index = IndexDocument.of(entries).toJson();
      write(index(), new String(index, StandardCharsets.UTF_8), file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void write(Path target, String text, Path unfinished) throws IOException {
    Files.writeString(unfinished, text);
    sync(unfinished);
    Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
