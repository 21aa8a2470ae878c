package dev.slipway.engine.registry;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Image;
import dev.slipway.image.ImageException;
import dev.slipway.image.ImageReference;
import dev.slipway.image.Platform;
import dev.slipway.image.archive.ImageArchiveReader;
import dev.slipway.image.archive.ImageArchiveReader.Received;
import dev.slipway.image.archive.ImageArchiveWriter;
import dev.slipway.image.store.ImageStore;
import dev.slipway.registry.client.ImageCopy;
import dev.slipway.registry.client.ImagePlace;
import dev.slipway.registry.client.ImagePush;
import dev.slipway.registry.client.LayoutPlace;
import dev.slipway.registry.client.RegistrySession;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An image on its way from an archive or to one, through a layout on the store's disk that is gone
/// when the store is closed. An archive holds one image, whatever its platforms were.
final class ArchiveCopy {
  private final RegistrySession session;
  private final ImageStore store;

  ArchiveCopy(RegistrySession session, ImageStore store) {
    this.session = session;
    this.store = store;
  }

  /// The image of an archive in a layout.
  ///
  /// @param layout a store of its own
  record Unpacked(Path layout, Image image) {
    ImagePlace place() {
      return LayoutPlace.of(layout, image.manifest());
    }
  }

  /// Reads an archive, and checks every digest of it.
  Unpacked unpack(ArchiveName source, @Nullable Platform platform) throws IOException {
    Path layout = store.temporary("copy");
    try (InputStream archive = Files.newInputStream(source.file());
        ImageStore inner = ImageStore.open(layout)) {
      Image image = choose(new ImageArchiveReader(inner).read(archive), source);
      if (platform != null && !image.config().platform().runsOn(platform)) {
        throw new ImageException(
            source.file() + " has no image for " + platform,
            "its image is for " + image.config().platform() + ": leave --platform out");
      }
      return new Unpacked(layout, image);
    } catch (NoSuchFileException missing) {
      throw new ImageException(source.file() + ": no such file", "check the path of the archive");
    }
  }

  private static Image choose(List<Received> all, ArchiveName source) {
    ImageReference wanted =
        source.name().isEmpty() ? null : ImageReference.parse(source.name()).withDefaultTag();
    List<Received> fitting =
        all.stream().filter(each -> wanted == null || each.references().contains(wanted)).toList();
    if (fitting.size() == 1) {
      return fitting.getFirst().image();
    }
    List<String> names =
        all.stream().flatMap(each -> each.references().stream()).map(Object::toString).toList();
    throw new ImageException(
        source.file() + (fitting.isEmpty() ? " has no such image" : " has several images"),
        names.isEmpty() ? "they have no names" : "name one: it has " + String.join(", ", names));
  }

  /// Layers that the archive has uncompressed are compressed on the way.
  Descriptor push(Unpacked source, ImageReference name) throws IOException, InterruptedException {
    try (ImageStore inner = ImageStore.open(source.layout())) {
      return ImagePush.quick(session, inner).push(source.image(), name).manifest();
    }
  }

  /// Writes an archive of one image.
  ///
  /// @param platform of an index the image; null for this machine's
  /// @param names that it gets where the archive's own name says none
  Descriptor pack(
      ImagePlace source,
      ArchiveName target,
      @Nullable Platform platform,
      List<ImageReference> names)
      throws IOException, InterruptedException {
    Path layout = Files.createDirectory(store.temporary("copy"));
    Platform wanted = platform == null ? Platform.host() : platform;
    Descriptor copied = new ImageCopy(session).copy(source, new LayoutPlace(layout, ""), wanted);
    List<ImageReference> given =
        target.name().isEmpty()
            ? names
            : List.of(ImageReference.parse(target.name()).withDefaultTag());
    try (ImageStore inner = ImageStore.open(layout)) {
      var entry = new ImageArchiveWriter.Entry(inner.images().list().getFirst(), given);
      write(new ImageArchiveWriter(inner.blobs()), entry, target);
    }
    return copied;
  }

  private static void write(
      ImageArchiveWriter writer, ImageArchiveWriter.Entry entry, ArchiveName target)
      throws IOException {
    Path directory = target.file().resolveSibling(".");
    Path part = Files.createTempFile(directory.normalize(), ".copy", ".part");
    try {
      try (OutputStream sink = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
        switch (target.format()) {
          case DOCKER_ARCHIVE -> writer.writeDockerArchive(List.of(entry), sink);
          case OCI_ARCHIVE -> writer.writeOciArchive(List.of(entry), sink);
        }
      }
      Files.move(part, target.file(), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
