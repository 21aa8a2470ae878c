package dev.slipway.image.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.image.ImageException;
import dev.slipway.linux.UserIds;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Unpacks in a user namespace that has root alone. A thread cannot enter one, so another JVM does.
class UserNamespaceTest {
  @TempDir Path temporary;

  /// What the other JVM runs: unpacks the first argument into the second and tells how it went.
  static final class Unpack {
    private Unpack() {}

    public static void main(String[] arguments) throws IOException {
      var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      try (InputStream tar = Files.newInputStream(Path.of(arguments[0]))) {
        LayerExtractor.extract(tar, Path.of(arguments[1]), ArchiveOrigin.FOREIGN_LAYER);
        RealTree.of(Path.of(arguments[1])).forEach((path, line) -> out.println(path + " " + line));
      } catch (ImageException refused) {
        out.println(refused.getMessage());
      }
    }
  }

  @BeforeEach
  void checkRights() {
    assumeTrue(UserIds.isRoot(), "needs root");
  }

  private String unpack(byte[] tar) throws Exception {
    Path file = Files.write(temporary.resolve("tar"), tar);
    Path target = Files.createDirectory(temporary.resolve("target"));
    return Program.text(
        temporary,
        "unshare",
        "--user",
        "--map-root-user",
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        Unpack.class.getName(),
        file.toString(),
        target.toString());
  }

  @Test
  void overlayIsToldInUserAttributes() throws Exception {
    String tree = unpack(new RawTar().file("d/.wh..wh..opq", "").file("d/.wh.gone", "").end());

    assertThat(tree).contains("/d 40755 0:0 0.000000000 user.overlay.opaque=79");
    assertThat(tree).containsPattern("/d/gone 20\\d+ 0:0 .* device 0:0");
  }

  @Test
  void aDeviceNodeIsRefusedByName() throws Exception {
    assertThat(unpack(new RawTar().block(device("srv/null")).end()))
        .contains("device node /srv/null cannot be made in a user namespace");
  }

  @Test
  void aDeviceNodeThatEachContainerHasAnywayIsLeftOut() throws Exception {
    String tree =
        unpack(new RawTar().file("a", "").block(device("dev/null")).file("dev/b", "").end());

    assertThat(tree).contains("/a ").contains("/dev/b ").doesNotContain("null");
  }

  private static byte[] device(String name) {
    byte[] header = RawTar.header('3', name, "", 0);
    RawTar.put(header, 329, "0000001");
    RawTar.put(header, 337, "0000003");
    return header;
  }

  @Test
  void anOwnerThatTheNamespaceDoesNotHaveIsNamed() throws Exception {
    byte[] header = RawTar.header('0', "etc/shadow", "", 0);
    RawTar.put(header, 116, "0000052");

    assertThat(unpack(new RawTar().block(header).end()))
        .contains("/etc/shadow belongs to 0:42, which this user namespace has no IDs for");
  }
}
