package dev.slipway.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagePathTest {
  @ParameterizedTest
  @CsvSource({
    "'', /",
    "/, /",
    "., /",
    "./, /",
    "a, /a",
    "/a/, /a",
    "//a//b, /a/b",
    "a/./b, /a/b",
    "a/../b, /b",
    "../a, /a",
    "/../../a, /a",
    "a/.., /",
    "..., /...",
    "a/b/../../.., /",
    ".hidden, /.hidden"
  })
  void isNormalisedFromTheRoot(String written, String normal) {
    assertThat(ImagePath.of(written)).hasToString(normal);
  }

  @Test
  void keepsBytesThatAreNoText() {
    byte[] name = {'/', (byte) 0xff, (byte) 0xfe, '/', 'x'};

    assertThat(ImagePath.ofBytes(name).bytes()).isEqualTo(name);
    assertThat(ImagePath.ofBytes(name).parent().name()).containsExactly(0xff, 0xfe);
  }

  @Test
  void sortsADirectoryDirectlyBeforeWhatItContains() {
    List<ImagePath> sorted =
        Stream.of("/a b", "/a", "/a/z", "/a!", "/", "/b", "/a/b/c", "/a/b")
            .map(ImagePath::of)
            .sorted()
            .toList();

    assertThat(sorted).hasToString("[/, /a, /a/b, /a/b/c, /a/z, /a b, /a!, /b]");
  }

  @Test
  void orderAgreesWithComparingComponents() {
    var random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      ImagePath one = random(random);
      ImagePath other = random(random);
      assertThat(Integer.signum(one.compareTo(other)))
          .as("%s and %s", one, other)
          .isEqualTo(Integer.signum(byComponents(one, other)));
    }
  }

  private static ImagePath random(Random random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      text.append("/-.a\u00e9~".charAt(random.nextInt(6)));
    }
    return ImagePath.of(text.toString());
  }

  private static int byComponents(ImagePath one, ImagePath other) {
    List<byte[]> left = one.components();
    List<byte[]> right = other.components();
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int order = java.util.Arrays.compareUnsigned(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  @Test
  void startsWithWholeComponentsOnly() {
    ImagePath path = ImagePath.of("/usr/local/bin");

    assertThat(path.startsWith(ImagePath.of("/usr/local"))).isTrue();
    assertThat(path.startsWith(path)).isTrue();
    assertThat(path.startsWith(ImagePath.ROOT)).isTrue();
    assertThat(path.startsWith(ImagePath.of("/usr/loc"))).isFalse();
    assertThat(ImagePath.of("/usr").startsWith(path)).isFalse();
  }

  @Test
  void isRebased() {
    ImagePath path = ImagePath.of("/usr/local/bin");

    assertThat(path.rebase(ImagePath.of("/usr"), ImagePath.of("/opt")))
        .hasToString("/opt/local/bin");
    assertThat(path.rebase(ImagePath.ROOT, ImagePath.of("/opt"))).hasToString("/opt/usr/local/bin");
    assertThat(path.rebase(path, ImagePath.ROOT)).hasToString("/");
  }

  @Test
  void resolvesAbsoluteAndRelative() {
    assertThat(ImagePath.of("/srv/app").resolve("../bin")).hasToString("/srv/bin");
    assertThat(ImagePath.of("/srv/app").resolve("/bin")).hasToString("/bin");
  }

  @Test
  void refusesWhatIsNoName() {
    for (String name : List.of("", ".", "..", "a/b", "a\0")) {
      assertThatThrownBy(
              () -> ImagePath.ROOT.child(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
          .isInstanceOf(ImageException.class);
    }
    assertThatThrownBy(() -> ImagePath.of("/a\0b")).isInstanceOf(ImageException.class);
  }
}
