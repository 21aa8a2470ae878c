package dev.slipway.engine.image;

import dev.slipway.engine.image.ImageContents.Amount;
import dev.slipway.engine.image.ImageContents.FileSize;
import dev.slipway.image.Digest;
import dev.slipway.image.contents.ProgramParts;
import dev.slipway.image.contents.Share;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a stack of layers has, as it is kept beside the topmost one: a version, how many files of
/// each layer and how many programs were looked for, the layers, then what was found in them.
///
/// @param most how many of a layer's files, and programs, were looked for
/// @param diffIds the layers, bottom first: another image may have the same topmost one
/// @param contents whose steps are left out, because they are the image's own
record ContentsNote(int most, List<Digest> diffIds, ImageContents contents) {
  private static final int VERSION = 1;

  byte[] encode() throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeInt(VERSION);
    out.writeInt(most);
    out.writeInt(diffIds.size());
    for (Digest diffId : diffIds) {
      out.writeUTF(diffId.toString());
    }
    out.writeLong(contents.size());
    out.writeLong(contents.wasted());
    for (ImageContents.Layer layer : contents.layers()) {
      writeLayer(out, layer);
    }
    writeShares(out, contents.packages());
    out.writeInt(contents.programs().size());
    for (ProgramParts program : contents.programs()) {
      out.writeUTF(program.path());
      out.writeLong(program.size());
      writeShares(out, program.sections());
      writeShares(out, program.modules());
    }
    return bytes.toByteArray();
  }

  private static void writeLayer(DataOutputStream out, ImageContents.Layer layer)
      throws IOException {
    for (Amount amount : new Amount[] {layer.added(), layer.changed(), layer.removed()}) {
      out.writeInt(amount.files());
      out.writeLong(amount.bytes());
    }
    out.writeInt(layer.largest().size());
    for (FileSize file : layer.largest()) {
      out.writeUTF(file.path());
      out.writeLong(file.size());
      out.writeBoolean(file.changed());
    }
  }

  private static void writeShares(DataOutputStream out, List<Share> shares) throws IOException {
    out.writeInt(shares.size());
    for (Share share : shares) {
      out.writeUTF(share.name());
      out.writeInt(share.count());
      out.writeLong(share.bytes());
    }
  }

  /// What is said of these layers, under this name; null where it is of others, of another version
  /// or of fewer files.
  static @Nullable ImageContents decode(
      byte[] note, String name, List<Digest> diffIds, List<String> steps, int most)
      throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(note));
    if (in.readInt() != VERSION || in.readInt() < most || in.readInt() != diffIds.size()) {
      return null;
    }
    for (Digest diffId : diffIds) {
      if (!in.readUTF().equals(diffId.toString())) {
        return null;
      }
    }
    long size = in.readLong();
    long wasted = in.readLong();
    var layers = new ArrayList<ImageContents.Layer>();
    for (int i = 0; i < diffIds.size(); i++) {
      layers.add(readLayer(in, i < steps.size() ? steps.get(i) : "", most));
    }
    List<Share> packages = readShares(in);
    var programs = new ArrayList<ProgramParts>();
    for (int left = in.readInt(); left > 0; left--) {
      programs.add(new ProgramParts(in.readUTF(), in.readLong(), readShares(in), readShares(in)));
    }
    return new ImageContents(
        name, size, wasted, layers, packages, programs.subList(0, Math.min(most, programs.size())));
  }

  private static ImageContents.Layer readLayer(DataInputStream in, String step, int most)
      throws IOException {
    Amount added = new Amount(in.readInt(), in.readLong());
    Amount changed = new Amount(in.readInt(), in.readLong());
    Amount removed = new Amount(in.readInt(), in.readLong());
    var largest = new ArrayList<FileSize>();
    for (int left = in.readInt(); left > 0; left--) {
      largest.add(new FileSize(in.readUTF(), in.readLong(), in.readBoolean()));
    }
    List<FileSize> named = largest.subList(0, Math.min(most, largest.size()));
    return new ImageContents.Layer(step, added, changed, removed, named);
  }

  private static List<Share> readShares(DataInputStream in) throws IOException {
    int count = in.readInt();
    var shares = new ArrayList<Share>();
    for (int i = 0; i < count; i++) {
      shares.add(new Share(in.readUTF(), in.readInt(), in.readLong()));
    }
    return shares;
  }
}
