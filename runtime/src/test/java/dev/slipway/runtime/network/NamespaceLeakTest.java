package dev.slipway.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NamespaceLeakTest {
  @Test
  void noThreadOfJavaIsBornInTheNamespaceOfAnother() throws Exception {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "--enable-native-access=ALL-UNNAMED",
                "-Djdk.virtualThreadScheduler.parallelism=64",
                "-Djdk.virtualThreadScheduler.maxPoolSize=64",
                NamespaceLeak.class.getName())
            .redirectErrorStream(true)
            .start();
    String strangers =
        new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

    assertThat(strangers).isEmpty();
    assertThat(program.waitFor()).isZero();
  }
}
