package dev.slipway.image.store;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageException;
import java.util.ArrayList;
import java.util.List;

/// A layer's blob that a registry is known to have had.
///
/// @param registry as image names give it
/// @param path of the repository
public record RemoteBlob(String registry, String path, Descriptor blob) {
  /// Of more places nobody has a use.
  private static final int MOST = 16;

  static List<RemoteBlob> parse(String text) {
    List<RemoteBlob> blobs = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      String[] words = line.split(" ", -1);
      if (words.length == 5) {
        try {
          Descriptor blob =
              Descriptor.of(words[2], Digest.parse(words[3]), Long.parseLong(words[4]));
          blobs.add(new RemoteBlob(words[0], words[1], blob));
        } catch (ImageException | NumberFormatException damaged) {
          // A line that cannot be read helps nobody, and harms nobody.
        }
      }
    }
    return blobs;
  }

  static String format(List<RemoteBlob> blobs) {
    var text = new StringBuilder();
    for (RemoteBlob each : blobs.subList(0, Math.min(MOST, blobs.size()))) {
      text.append(each.registry).append(' ').append(each.path).append(' ');
      text.append(each.blob.mediaType()).append(' ').append(each.blob.digest()).append(' ');
      text.append(each.blob.size()).append('\n');
    }
    return text.toString();
  }
}
