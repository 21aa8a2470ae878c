package dev.slipway.builder.copy;

import dev.slipway.image.layer.ArchiveOrigin;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.SeekingInput;
import dev.slipway.image.layer.TarReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An uncompressed tar that is to be unpacked.
///
/// @param entries as they stand in it: one that comes later may replace or follow one before it
record Archive(Path tar, List<LayerEntry> entries) {
  Archive {
    entries = List.copyOf(entries);
  }

  /// Reads the headers alone.
  static Archive of(Path tar) throws IOException {
    var entries = new ArrayList<LayerEntry>();
    try (var reader = new TarReader(new SeekingInput(tar), ArchiveOrigin.ARCHIVE)) {
      for (LayerEntry entry = reader.next(); entry != null; entry = reader.next()) {
        entries.add(entry);
      }
    }
    return new Archive(tar, entries);
  }

  /// The bytes of a regular file; null for what has none.
  LayerDraft.@Nullable Data data(LayerEntry entry) {
    return entry.kind() == EntryKind.FILE
        ? () -> SeekingInput.slice(tar, entry.dataOffset(), entry.size())
        : null;
  }
}
