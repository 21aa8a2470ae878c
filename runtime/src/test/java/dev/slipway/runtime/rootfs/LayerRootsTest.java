package dev.slipway.runtime.rootfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.image.Digest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LayerRootsTest {
  private static final Digest ONE = Digest.ofSha256Hex("1".repeat(64));
  private static final Digest TWO = Digest.ofSha256Hex("2".repeat(64));

  private final List<Digest> provided = Collections.synchronizedList(new ArrayList<>());

  private LayerRoot root(Digest diffId) {
    provided.add(diffId);
    return new LayerRoot.Directory(Path.of(diffId.hex()));
  }

  @Test
  void theRootsAreInTheOrderOfTheLayers() throws Exception {
    assertThat(LayerRoots.provide(this::root, List.of(TWO, ONE, TWO)))
        .containsExactly(root(TWO), root(ONE), root(TWO));
  }

  /// Each waits for the other: one after the other they would never be done.
  @Test
  void missingLayersAreMadeSideBySide() throws Exception {
    assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "there is one processor");
    var both = new CyclicBarrier(2);
    var made = Collections.synchronizedSet(new HashSet<Digest>());

    LayerRoots.prepare(
        diffId -> {
          if (made.add(diffId)) {
            await(both);
          }
          return root(diffId);
        },
        List.of(ONE, TWO));

    assertThat(provided).containsExactlyInAnyOrder(ONE, TWO);
  }

  private static void await(CyclicBarrier both) throws IOException {
    try {
      both.await(1, TimeUnit.MINUTES);
    } catch (Exception late) {
      throw new InterruptedIOException(late.toString());
    }
  }

  @Test
  void whatIsReadyIsNotMadeInThreads() throws Exception {
    var ready =
        new LayerProvider() {
          @Override
          public LayerRoot provide(Digest diffId) {
            return root(diffId);
          }

          @Override
          public boolean isReady(Digest diffId) {
            return true;
          }
        };

    LayerRoots.prepare(ready, List.of(ONE, TWO));

    assertThat(provided).isEmpty();
  }

  @Test
  void theFailureOfALayerIsItsOwn() {
    assertThatThrownBy(() ->
            LayerRoots.provide(
                diffId -> {
                  if (diffId.equals(TWO)) {
                    throw new IOException("two is damaged");
                  }
                  return root(diffId);
                },
                List.of(ONE, TWO)))
        .isInstanceOf(IOException.class)
        .hasMessage("two is damaged");
  }
}
