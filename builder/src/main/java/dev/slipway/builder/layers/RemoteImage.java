package dev.slipway.builder.layers;

import dev.slipway.image.Digest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An image that comes as a whole, once.
public final class RemoteImage {
  private final List<Digest> diffIds;
  private final Bringing bringing;
  private boolean here;
  private @Nullable RuntimeException failure;

  RemoteImage(List<Digest> diffIds, Bringing bringing) {
    this.diffIds = List.copyOf(diffIds);
    this.bringing = bringing;
  }

  /// Brings it.
  @FunctionalInterface
  public interface Bringing {
    void bring() throws IOException, InterruptedException;
  }

  int depth() {
    return diffIds.size();
  }

  /// Whether a stack of layers begins with it.
  boolean isBelow(List<Digest> bottomFirst) {
    return bottomFirst.size() >= diffIds.size()
        && bottomFirst.subList(0, diffIds.size()).equals(diffIds);
  }

  /// What failed once is not tried again by the next who waits for it.
  synchronized void bring() throws IOException, InterruptedException {
    if (failure != null) {
      throw failure;
    }
    if (here) {
      return;
    }
    try {
      bringing.bring();
      here = true;
    } catch (RuntimeException failed) {
      failure = failed;
      throw failed;
    }
  }
}
