package dev.slipway.builder.export;

import dev.slipway.builder.ImageForm;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.spec.DescriptorDocument;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Writes what is said about images.
public interface AttestedImages {
  /// Says nothing.
  AttestedImages NONE =
      new AttestedImages() {
        @Override
        public Attested of(BuiltStage built, Image image, ImageForm form) {
          return new Attested(List.of(), List.of(), List.of());
        }

        @Override
        public SortedMap<String, byte[]> files(BuiltStage built, FileTree tree) {
          return new TreeMap<>(Map.of());
        }
      };

  /// What was written into the store.
  ///
  /// @param entries to stand in an index beside the image
  /// @param referrers to stand by themselves
  /// @param blobs all that they lead to, and they themselves
  record Attested(
      List<DescriptorDocument> entries, List<DescriptorDocument> referrers, List<Digest> blobs) {
    public Attested {
      entries = List.copyOf(entries);
      referrers = List.copyOf(referrers);
      blobs = List.copyOf(blobs);
    }
  }

  /// Says it of an image of the store.
  Attested of(BuiltStage built, Image image, ImageForm form) throws IOException;

  /// Says it of files, as files beside them, by name.
  SortedMap<String, byte[]> files(BuiltStage built, FileTree tree) throws IOException;
}
