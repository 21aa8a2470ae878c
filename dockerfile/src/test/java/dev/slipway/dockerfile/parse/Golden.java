package dev.slipway.dockerfile.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// A folder of inputs `NAME.dockerfile` and what is made of them, `NAME.txt`.
/// `-Dgolden.update=true` writes the results anew.
final class Golden {
  private static final Path ROOT = Path.of("src/test/resources/golden");

  private Golden() {}

  static Stream<DynamicTest> folder(String name, Function<String, String> transform)
      throws IOException {
    List<Path> inputs;
    try (Stream<Path> files = Files.list(ROOT.resolve(name))) {
      inputs = files.filter(file -> file.toString().endsWith(".dockerfile")).sorted().toList();
    }
    assertThat(inputs).isNotEmpty();
    return inputs.stream()
        .map(input ->
            DynamicTest.dynamicTest(
                input.getFileName().toString(), () -> compare(input, transform)));
  }

  private static void compare(Path input, Function<String, String> transform) throws IOException {
    String file = input.getFileName().toString();
    Path expected = input.resolveSibling(file.replace(".dockerfile", ".txt"));
    String actual = transform.apply(Files.readString(input)) + "\n";
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(expected, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(expected));
  }
}
