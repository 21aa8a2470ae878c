package dev.slipway.builder.copy;

import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.EarlierTar;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerIndex;
import dev.slipway.image.layer.UserDatabase.Owner;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The layer that a `COPY`, an `ADD` or a `WORKDIR` makes.
public final class CopyLayer {
  /// What has less is written anew as quickly as it is taken from an earlier layer.
  private static final int FEW_FILES = 100;

  private static final long FEW_BYTES = 4 << 20;

  private final Selection selection;

  private CopyLayer(Selection selection) {
    this.selection = selection;
  }

  /// Finds the sources; nothing is read but their attributes.
  public static CopyLayer of(List<CopySelector> selectors) throws IOException {
    return new CopyLayer(Selection.of(selectors));
  }

  /// What the only source is; where there are several, that of the first.
  public ImagePath root() {
    return selection.sources().getFirst().root().path();
  }

  /// How many bytes the sources have whose digest is not known yet.
  public long unreadBytes() {
    long bytes = 0;
    for (var source : selection.sources()) {
      for (var item : source.items()) {
        if (item.node().entry().kind() == EntryKind.FILE
            && source.files().knownHash(item.node()) == null) {
          bytes += item.node().entry().size();
        }
      }
    }
    return bytes;
  }

  /// How many bytes all of the sources have.
  public long bytes() {
    long bytes = 0;
    for (var source : selection.sources()) {
      for (var item : source.items()) {
        bytes += item.node().entry().size();
      }
    }
    return bytes;
  }

  /// Whether an earlier layer that has most of it is of use.
  public boolean isLarge() {
    int files = 0;
    for (var source : selection.sources()) {
      files += source.items().size();
    }
    return files > FEW_FILES || bytes() > FEW_BYTES;
  }

  /// The digest of what is copied; files whose digest is not known are read.
  public ListedContent content() throws IOException {
    return ContentDigest.of(selection);
  }

  /// Writes the layer's tar. What an earlier one has of it is not read again.
  public WrittenLayer write(CopyTarget target, OutputStream sink, @Nullable EarlierTar earlier)
      throws IOException {
    var draft = new LayerDraft(target.base());
    new Destination(draft, target).add(selection);
    return draft.write(sink, earlier);
  }

  /// Whether an earlier tar is what writing this one would give, times included.
  public boolean isWritten(CopyTarget target, EarlierTar earlier) throws IOException {
    var draft = new LayerDraft(target.base());
    new Destination(draft, target).add(selection);
    return draft.isWritten(earlier);
  }

  /// Writes the layer of `WORKDIR path`: what is missing of the directory and those above it. They
  /// get the time of the directory that they are made in, because now is no input.
  public static LayerIndex writeDirectory(
      FileTree base, String path, Owner owner, OutputStream sink) throws IOException {
    var draft = new LayerDraft(base);
    ImagePath target = draft.follow(ImagePath.of(path));
    ImagePath present = target;
    while (!present.isRoot() && draft.at(present) == null) {
      present = present.parent();
    }
    LayerEntry above = draft.at(present);
    LayerEntry model =
        LayerEntry.directory(ImagePath.ROOT, 0755)
            .withOwner(owner.uid(), owner.gid())
            .withTime(above == null ? 0 : above.mtimeSeconds(), 0);
    draft.makeDirectories(target, model);
    return draft.write(sink, null).index();
  }
}
