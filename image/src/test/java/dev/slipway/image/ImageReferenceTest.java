package dev.slipway.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
  private static final String HEX =
      "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";

  @ParameterizedTest
  @CsvSource({
    "golang, docker.io/library/golang",
    "golang:1.19, docker.io/library/golang:1.19",
    "docker.io/golang, docker.io/library/golang",
    "docker.io/library/golang, docker.io/library/golang",
    "index.docker.io/golang, docker.io/library/golang",
    "index.docker.io/library/golang:1, docker.io/library/golang:1",
    "someone/thing, docker.io/someone/thing",
    "docker.io/someone/thing:x_Y.z-1, docker.io/someone/thing:x_Y.z-1",
    "localhost/a, localhost/a",
    "localhost:5000/a:b, localhost:5000/a:b",
    "host:5000/a, host:5000/a",
    "quay.io/a/b/c/d:e, quay.io/a/b/c/d:e",
    "Uppercase/a, Uppercase/a",
    "[2001:db8::1]:5000/a:b, [2001:db8::1]:5000/a:b",
    "a__b, docker.io/library/a__b",
    "a---b, docker.io/library/a---b",
    "a.b_c-d, docker.io/library/a.b_c-d",
    "127.0.0.1/a, 127.0.0.1/a",
  })
  void namesAreCompletedAsDockerDoes(String written, String full) {
    assertThat(ImageReference.parse(written).full()).isEqualTo(full);
    assertThat(ImageReference.parse(full)).isEqualTo(ImageReference.parse(written));
  }

  @ParameterizedTest
  @CsvSource({
    "docker.io/library/golang:1.19, golang:1.19",
    "docker.io/someone/thing, someone/thing",
    "docker.io/library/a/b, library/a/b",
    "localhost:5000/a, localhost:5000/a",
  })
  void usersSeeTheShortForm(String full, String familiar) {
    assertThat(ImageReference.parse(full).familiar()).isEqualTo(familiar);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "foo:",
        ":1",
        "foo:-a",
        "foo..bar",
        "a___b",
        "-a",
        "a-",
        "a//b",
        "/a",
        "a/",
        "http://x/y",
        "foo@sha256:12",
        "foo@sha256:ABCDEF",
        "host:port/a",
        "a_.b",
        "foo:a:b",
        "-host.x/a",
        "[::1/a",
        "[]/a",
      })
  void whatIsNoReferenceIsRefused(String written) {
    assertThatThrownBy(() -> ImageReference.parse(written))
        .isInstanceOf(ImageReferenceException.class)
        .hasMessage("invalid reference format");
  }

  @ParameterizedTest
  @CsvSource({
    "Foo, library/Foo",
    "x/Foo:1, x/Foo",
    "localhost:5000/Foo, Foo",
    "Foo:Bar, library/Foo",
  })
  void uppercaseNamesAreRefusedInDockersWords(String written, String shown) {
    assertThatThrownBy(() -> ImageReference.parse(written))
        .hasMessage("invalid reference format: repository name (" + shown + ") must be lowercase");
  }

  @Test
  void anImageIdIsNoName() {
    assertThatThrownBy(() -> ImageReference.parse(HEX))
        .hasMessage(
            "invalid repository name (" + HEX + "), cannot specify 64-byte hexadecimal strings");
    assertThat(ImageReference.parse("docker.io/" + HEX).familiar()).isEqualTo(HEX);
  }

  @Test
  void lengthsAreLimited() {
    assertThat(ImageReference.parse("a/" + "b".repeat(253)).path()).hasSize(255);
    assertThatThrownBy(() -> ImageReference.parse("a/" + "b".repeat(254)))
        .hasMessage("repository name must not be more than 255 characters");
    assertThat(ImageReference.parse("a:" + "t".repeat(128)).tag()).isPresent();
    assertThatThrownBy(() -> ImageReference.parse("a:" + "t".repeat(129)))
        .hasMessage("invalid reference format");
  }

  @Test
  void digestsAreReadAndChecked() {
    ImageReference reference = ImageReference.parse("golang:1@sha256:" + HEX);

    assertThat(reference.tag()).contains("1");
    assertThat(reference.digest()).contains(Digest.ofSha256Hex(HEX));
    assertThat(reference.familiar()).isEqualTo("golang:1@sha256:" + HEX);
    assertThatThrownBy(() -> ImageReference.parse("a@sha256:" + HEX.substring(2)))
        .hasMessage("invalid checksum digest length");
    assertThatThrownBy(() -> ImageReference.parse("a@sha256:" + HEX.replace('c', 'C')))
        .hasMessage("invalid checksum digest format");
    assertThatThrownBy(() -> ImageReference.parse("a@md5:" + HEX.substring(32)))
        .hasMessage("unsupported digest algorithm");
  }

  @Test
  void latestIsAssumedOnlyWithoutTagAndDigest() {
    assertThat(ImageReference.parse("a").withDefaultTag().familiar()).isEqualTo("a:latest");
    assertThat(ImageReference.parse("a:1").withDefaultTag().familiar()).isEqualTo("a:1");
    assertThat(ImageReference.parse("a@sha256:" + HEX).withDefaultTag().tag()).isEmpty();
  }
}
