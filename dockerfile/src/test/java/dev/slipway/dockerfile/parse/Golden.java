package dev.slipway.dockerfile.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// A folder of inputs, such as `NAME.dockerfile`, and what is made of them, `NAME.txt`.
/// `-Dgolden.update=true` writes the results anew.
public final class Golden {
  private static final Path ROOT = Path.of("src/test/resources/golden");

  private Golden() {}

  public static Stream<DynamicTest> folder(String name, Function<String, String> transform)
      throws IOException {
    return folder(name, ".dockerfile", transform);
  }

  /// @param extension of the inputs
  public static Stream<DynamicTest> folder(
      String name, String extension, Function<String, String> transform) throws IOException {
    List<Path> inputs;
    try (Stream<Path> files = Files.list(ROOT.resolve(name))) {
      inputs = files.filter(file -> file.toString().endsWith(extension)).sorted().toList();
    }
    assertThat(inputs).isNotEmpty();
    return inputs.stream()
        .map(input ->
            DynamicTest.dynamicTest(
                input.getFileName().toString(), () -> compare(input, extension, transform)));
  }

  private static void compare(Path input, String extension, Function<String, String> transform)
      throws IOException {
    String file = input.getFileName().toString();
    Path expected = input.resolveSibling(file.replace(extension, ".txt"));
    String actual = transform.apply(Files.readString(input)) + "\n";
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(expected, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(expected));
  }
}
