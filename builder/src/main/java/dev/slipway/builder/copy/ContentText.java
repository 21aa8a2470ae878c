package dev.slipway.builder.copy;

import dev.slipway.image.Digest;
import dev.slipway.image.ImagePath;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the content of a copy of one directory is the digest of, as [ContentDigest] writes it. With
/// it, the content of a later copy of which a few files have other bytes takes no look at the rest.
public final class ContentText {
  /// What has less is looked at as quickly.
  private static final int FEW_ITEMS = 1_000;

  private static final int MOST_ITEMS = 200_000;
  private static final int ATTRIBUTES = Short.BYTES + 2 * Integer.BYTES;

  private final byte[] bytes;

  private ContentText(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Takes a text from its bytes, which become its own.
  public static ContentText of(byte[] bytes) {
    return new ContentText(bytes);
  }

  /// The bytes themselves, of which there may be many.
  public byte[] encoded() {
    return bytes;
  }

  static boolean isWorthKeeping(Selection selection) {
    if (selection.sources().size() != 1 || !selection.sources().getFirst().isDirectory()) {
      return false;
    }
    int items = selection.sources().getFirst().items().size();
    return selection.sources().getFirst().files().mayChange()
        && items > FEW_ITEMS
        && items <= MOST_ITEMS;
  }

  /// A regular file with other bytes, or a directory, which is what it was.
  ///
  /// @param relative its path from the directory on that is copied
  /// @param mode its permissions
  /// @param hash of a file's bytes; null for a directory
  public record Edit(ImagePath relative, int mode, @Nullable ContentHash hash) {}

  /// A text after edits.
  ///
  /// @param behind for each edit how many items there are behind it
  /// @param distances for each edit how much later the first eight bytes of its hash are than they
  ///   were
  public record Edited(
      ContentText text, Digest digest, List<Integer> behind, List<Long> distances) {
    /// Copies the lists.
    public Edited {
      behind = List.copyOf(behind);
      distances = List.copyOf(distances);
    }
  }

  /// The text with these edits made.
  ///
  /// @param edits by path
  /// @return null where one is no plain regular file or directory of the text with the same
  ///   attributes, or the bytes are no such text
  public @Nullable Edited with(List<Edit> edits) {
    try {
      return edited(edits);
    } catch (IndexOutOfBoundsException damaged) {
      return null;
    }
  }

  private @Nullable Edited edited(List<Edit> edits) {
    byte[] edited = bytes.clone();
    var behind = new ArrayList<Integer>();
    var distances = new ArrayList<Long>();
    int at = Integer.BYTES + number(0);
    int items = number(at);
    at += Integer.BYTES;
    for (int i = 0; i < items && behind.size() < edits.size(); i++) {
      Edit edit = edits.get(behind.size());
      int path = at + Integer.BYTES;
      int end = path + number(at);
      if (isAt(edit.relative(), path, end)) {
        ContentHash now = edit.hash();
        boolean isRoot = i == 0 && now == null && bytes[end] == 'd';
        int hash = isRoot ? end : behindAttributes(end, now == null ? 'd' : 'f', edit.mode());
        if (hash < 0 || (i == 0 && !isRoot)) {
          return null;
        }
        behind.add(items - 1 - i);
        distances.add(now == null ? 0 : beginning(now.bytes(), 0) - beginning(bytes, hash));
        if (now != null) {
          System.arraycopy(now.bytes(), 0, edited, hash, ContentHash.BYTES);
        }
      }
      at = behindItem(end, i == 0);
    }
    return behind.size() == edits.size()
        ? new Edited(new ContentText(edited), Digest.sha256(edited), behind, distances)
        : null;
  }

  private boolean isAt(ImagePath path, int from, int end) {
    return path.isRelativeAt(bytes, from + 1, end - from - 1);
  }

  private static long beginning(byte[] hash, int at) {
    return ByteBuffer.wrap(hash).getLong(at);
  }

  /// Where a file's hash stands; -1 for what is not of this kind with these attributes and nothing
  /// more.
  private int behindAttributes(int at, char kind, int mode) {
    int attributes = at + 1 + ATTRIBUTES;
    boolean plain =
        bytes[at] == kind
            && (short) mode == (short) ((bytes[at + 1] << 8) | (bytes[at + 2] & 0xff))
            && number(at + 3) == 0
            && number(at + 7) == 0
            && bytes[attributes] == 0
            && number(attributes + 1) == -1;
    return plain ? attributes + 1 + Integer.BYTES : -1;
  }

  private int behindItem(int kind, boolean contentOnly) {
    int at = kind + 1;
    if (!contentOnly) {
      at += ATTRIBUTES;
      if (bytes[kind] == 'l') {
        at += Integer.BYTES + number(at);
      } else if (bytes[kind] == 'c' || bytes[kind] == 'b') {
        at += 2 * Integer.BYTES;
      }
      for (int left = 2 * (bytes[at++] & 0xff); left > 0; left--) {
        at += Integer.BYTES + number(at);
      }
    }
    return at + Integer.BYTES + (bytes[kind] == 'f' ? ContentHash.BYTES : 0);
  }

  private int number(int at) {
    return (bytes[at] << 24)
        | ((bytes[at + 1] & 0xff) << 16)
        | ((bytes[at + 2] & 0xff) << 8)
        | (bytes[at + 3] & 0xff);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContentText that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
