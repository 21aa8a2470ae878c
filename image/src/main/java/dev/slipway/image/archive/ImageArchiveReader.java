package dev.slipway.image.archive;

import dev.slipway.image.Image;
import dev.slipway.image.ImageException;
import dev.slipway.image.ImageReference;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Takes the images of a docker-archive or an oci-archive into a store: all of them, or nothing.
public final class ImageArchiveReader {
  private final ImageStore store;

  /// An image and the names that the archive gives it.
  public record Received(Image image, List<ImageReference> references) {
    public Received {
      references = List.copyOf(references);
    }
  }

  public ImageArchiveReader(ImageStore store) {
    this.store = store;
  }

  /// Reads the archive, compressed or not, without seeking. Nothing of it becomes part of the store
  /// before all of it has been read and every digest checked.
  public List<Received> read(InputStream archive) throws IOException {
    ArchiveContent content = ArchiveContent.read(archive, store.layers());
    List<ArchivedImage> images = images(content);
    List<Received> received = new ArrayList<>();
    IdentityHashMap<ArchivedImage, ArchivedIndex.Kept> indexes = new IdentityHashMap<>();
    for (ArchivedImage image : images) {
      if (image.index() == null) {
        received.add(new Received(image.keep(store), image.references()));
      } else {
        received.add(new Received(image.keepAsItIs(store), image.references()));
        indexes.put(image, image.index().keep(store));
      }
    }
    name(received, images, indexes);
    return List.copyOf(received);
  }

  private static List<ArchivedImage> images(ArchiveContent content) {
    if (content.document("manifest.json").isPresent()) {
      return DockerArchive.images(content);
    }
    if (content.document("index.json").isPresent()) {
      return OciArchive.images(content);
    }
    if (content.document("repositories").isPresent()) {
      throw new ImageException(
          "the archive is of the format before Docker 1.10",
          "load it with a Docker of its time and save it again");
    }
    throw new ImageException(
        "not an image archive: it has neither manifest.json nor index.json",
        "a root file system is imported with `slipway import`");
  }

  private void name(
      List<Received> received,
      List<ArchivedImage> images,
      IdentityHashMap<ArchivedImage, ArchivedIndex.Kept> indexes)
      throws IOException {
    Map<Image, List<ImageReference>> names = new LinkedHashMap<>();
    for (int i = 0; i < images.size(); i++) {
      Received image = received.get(i);
      ArchivedIndex.Kept index = indexes.get(images.get(i));
      if (index != null) {
        store.names().addIndex(index.descriptor(), index.images(), image.references());
      } else {
        names.computeIfAbsent(image.image(), _ -> new ArrayList<>()).addAll(image.references());
      }
    }
    store.names().addAll(names);
  }
}
