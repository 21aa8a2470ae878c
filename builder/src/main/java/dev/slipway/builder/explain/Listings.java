package dev.slipway.builder.explain;

import dev.slipway.builder.cache.KeptFiles;
import dev.slipway.builder.copy.ContentListing;
import dev.slipway.builder.copy.ListedContent;
import dev.slipway.image.Digest;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The listings of contents, `listings/HEX` by the content's digest. They only explain: one that is
/// gone makes a build say less, and nothing else. The newest are kept.
public final class Listings {
  private static final int MOST = 128;
  private static final long MOST_BYTES = 64 << 20;

  private final ImageStore store;
  private final Path directory;

  public Listings(ImageStore store) throws IOException {
    this.store = store;
    this.directory = store.area("listings");
  }

  /// Keeps the listing of a content that was read.
  public void put(ListedContent content) throws IOException {
    Path file = directory.resolve(content.digest().hex());
    if (content.listing() == null || Files.exists(file)) {
      return;
    }
    Path unfinished = store.temporary("listing");
    Files.write(unfinished, content.listing().encoded());
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    KeptFiles.dropOldest(directory, MOST, MOST_BYTES);
  }

  /// Whether a file of the directory can be read to its end.
  public static boolean isWhole(Path file) throws IOException {
    return file.getFileName().toString().matches("[0-9a-f]{64}")
        && ContentListing.of(Files.readAllBytes(file)).files() != null;
  }

  /// The listing of a content; null where it is not kept any more.
  @Nullable ContentListing find(Digest content) throws IOException {
    try {
      return ContentListing.of(Files.readAllBytes(directory.resolve(content.hex())));
    } catch (NoSuchFileException unknown) {
      return null;
    }
  }

  /// Marks by path; null where nothing is known of the content.
  @Nullable Map<String, Long> files(String hex) throws IOException {
    try {
      return ContentListing.of(Files.readAllBytes(directory.resolve(hex))).files();
    } catch (NoSuchFileException unknown) {
      return null;
    }
  }
}
