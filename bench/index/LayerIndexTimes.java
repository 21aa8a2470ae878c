package index;

import dev.slipway.image.Digest;
import dev.slipway.image.ImagePath;
import dev.slipway.image.erofs.ErofsMetadata;
import dev.slipway.image.layer.ArchiveOrigin;
import dev.slipway.image.layer.LayerIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How long a warm JVM takes to make the index of layers, and the metadata by which they are
/// mounted, from their tars. Only headers are read of a tar on disk.
public final class LayerIndexTimes {
  private static final int WARM = 10;
  private static final int MEASURED = 11;

  private LayerIndexTimes() {}

  /// @param arguments a title, then the tars that are indexed one after the other; `--` and more
  public static void main(String[] arguments) throws Exception {
    System.out.printf("| %-38s | %8s | %8s |%n", "index and mount metadata, warm JVM", "median s", "least s");
    System.out.printf("| %s | %s | %s |%n", "-".repeat(38), "-".repeat(8), "-".repeat(8));
    var words = new ArrayList<>(List.of(arguments));
    while (!words.isEmpty()) {
      int end = words.contains("--") ? words.indexOf("--") : words.size();
      measure(words.getFirst(), words.subList(1, end).stream().map(Path::of).toList());
      words.subList(0, Math.min(words.size(), end + 1)).clear();
    }
  }

  private static void measure(String title, List<Path> tars) {
    for (int i = 0; i < WARM; i++) {
      index(tars);
    }
    double[] seconds = new double[MEASURED];
    for (int i = 0; i < MEASURED; i++) {
      long begin = System.nanoTime();
      index(tars);
      seconds[i] = (System.nanoTime() - begin) / 1e9;
    }
    Arrays.sort(seconds);
    System.out.printf(Locale.ROOT, "| %-38s | %8.3f | %8.3f |%n", title, seconds[MEASURED / 2], seconds[0]);
  }

  private static long index(List<Path> tars) {
    long bytes = 0;
    for (Path tar : tars) {
      try {
        LayerIndex index = LayerIndex.scan(tar, ArchiveOrigin.FOREIGN_LAYER);
        bytes += ErofsMetadata.of(index, Digest.ofSha256Hex("0".repeat(64)), Files.size(tar)).length;
        bytes += index.find(ImagePath.ROOT).isPresent() ? 1 : 0;
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      } catch (Exception unmountable) {
        throw new IllegalStateException(unmountable);
      }
    }
    return bytes;
  }
}
