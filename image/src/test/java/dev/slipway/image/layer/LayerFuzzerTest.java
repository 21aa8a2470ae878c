package dev.slipway.image.layer;

import dev.slipway.linux.UserIds;
import dev.slipway.tasks.DedicatedThread;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the fuzzer tries, without guidance: the first of the made-up tars.
class LayerFuzzerTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void madeUpTarsAreRefusedOrShownAsTheyExtract(int seed) throws Exception {
    var random = new Random(seed);
    DedicatedThread.call(
        "layers",
        () -> {
          if (UserIds.isRoot()) {
            LayerFuzzer.enter();
          }
          for (int i = 0; i < 100; i++) {
            byte[] data = new byte[random.nextInt(200)];
            random.nextBytes(data);
            LayerFuzzer.check(FuzzedTar.of(data));
          }
          return seed;
        });
  }
}
