package dev.slipway.engine.image;

import dev.slipway.image.contents.PackageFiles;
import dev.slipway.image.contents.ProgramParts;
import dev.slipway.image.contents.Share;
import java.util.List;

/// What an image is made of, layer by layer, bottom first.
///
/// @param size the bytes of all files in all layers
/// @param wasted those of files that a later layer writes anew or deletes
/// @param packages whose files are there in the end; empty where the image has no records of them
/// @param programs the largest that are there in the end
public record ImageContents(
    String name,
    long size,
    long wasted,
    List<Layer> layers,
    List<Share> packages,
    List<ProgramParts> programs) {
  /// Copies the lists.
  public ImageContents {
    layers = List.copyOf(layers);
    packages = List.copyOf(packages);
    programs = List.copyOf(programs);
  }

  /// How many packages there are.
  public int packageCount() {
    int count = 0;
    for (Share share : packages) {
      count += share.name().equals(PackageFiles.NONE) ? 0 : 1;
    }
    return count;
  }

  /// One layer.
  ///
  /// @param createdBy the step that made it, as the history has it
  /// @param removed files of the layers below that it hides
  /// @param largest its largest files, largest first
  public record Layer(
      String createdBy, Amount added, Amount changed, Amount removed, List<FileSize> largest) {
    /// Copies the files.
    public Layer {
      largest = List.copyOf(largest);
    }
  }

  /// How many files, and how many bytes they have.
  public record Amount(int files, long bytes) {
    static final Amount NONE = new Amount(0, 0);

    Amount plus(long more) {
      return new Amount(files + 1, bytes + more);
    }
  }

  /// A file of a layer.
  ///
  /// @param changed whether a layer below has it too
  public record FileSize(String path, long size, boolean changed) {}
}
