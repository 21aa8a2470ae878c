package dev.slipway.image.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Digest;
import dev.slipway.tasks.TaskScope;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimTest {
  private static final Digest DIGEST = Digest.parse("sha256:" + "a".repeat(64));

  @TempDir Path temporary;

  /// Claims a digest, says so, and lives until it is told to end.
  static final class Claimer {
    private Claimer() {}

    public static void main(String[] arguments) throws Exception {
      try (Claim claim = Claim.open(Path.of(arguments[0]))) {
        claim.add(DIGEST);
        System.out.println("claimed");
        int _ = System.in.read();
      }
    }
  }

  @Test
  void manyThreadsReadTheClaimOfOneLivingProcess() throws Exception {
    Process claimer = JavaChild.start(Claimer.class, temporary.toString());
    try {
      assertThat(claimer.inputReader().readLine()).isEqualTo("claimed");
      try (var scope = TaskScope.open("readers")) {
        for (int i = 0; i < 8; i++) {
          scope.fork(() -> {
            for (int round = 0; round < 500; round++) {
              assertThat(Claim.claimed(temporary)).isEqualTo(Set.of(DIGEST));
            }
            return null;
          });
        }
        scope.join();
      }
    } finally {
      claimer.getOutputStream().close();
      assertThat(claimer.waitFor()).isZero();
    }
    assertThat(temporary).isEmptyDirectory();
  }
}
