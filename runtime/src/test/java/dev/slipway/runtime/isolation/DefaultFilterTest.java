package dev.slipway.runtime.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `-Dgolden.update=true` writes the filters anew.
class DefaultFilterTest {
  private static final Path SOURCE =
      Path.of("src/main/java/dev/slipway/runtime/isolation/DefaultFilter.java");
  private static final int LINE = 90;

  private static String compiled(String machine) {
    byte[] filter = SeccompProfile.compile(Capabilities.DEFAULT, SeccompArchitecture.of(machine));
    return Base64.getEncoder().encodeToString(filter);
  }

  @ParameterizedTest
  @ValueSource(strings = {"amd64", "aarch64"})
  void theFilterIsWhatTheTablesSay(String machine) throws IOException {
    String expected = compiled(machine);
    if (Boolean.getBoolean("golden.update")) {
      write(machine, expected);
      return;
    }

    assertThat(DefaultFilter.of(machine)).isEqualTo(expected);
  }

  @Test
  void otherCapabilitiesHaveAnotherFilter() {
    List<String> fewer = Capabilities.DEFAULT.subList(0, 3);
    List<String> more = List.of("CAP_SYS_ADMIN");

    assertThat(SeccompProfile.forCapabilities(more))
        .isNotEqualTo(SeccompProfile.forCapabilities(fewer));
  }

  private static void write(String machine, String filter) throws IOException {
    String source = Files.readString(SOURCE);
    String name = machine.equals("amd64") ? "X86_64" : "AARCH64";
    int start = source.indexOf("\"\"\"\n", source.indexOf(name + " =")) + 4;
    int end = source.indexOf("      \"\"\";", start);
    var text = new StringBuilder();
    for (int i = 0; i < filter.length(); i += LINE) {
      String line = filter.substring(i, Math.min(i + LINE, filter.length()));
      text.append("      ").append(line).append("\\\n");
    }
    Files.writeString(SOURCE, source.substring(0, start) + text + source.substring(end));
  }
}
