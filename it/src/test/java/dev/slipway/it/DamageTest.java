package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a file of the store that is not as it was written stops, and what it does not.
class DamageTest {
  @TempDir static Path folder;
  private static Program slipway;

  @BeforeAll
  static void prepare() {
    Program.needRoot();
    slipway = Program.in(folder);
    slipway.load("busybox");
  }

  @Test
  void aDamagedContainerIsNamedAndRemovedAndStopsNoOther() throws IOException {
    String damaged =
        slipway.run("run", "-d", "--name", "broken", "busybox", "sleep", "1000").succeeded().text();
    Path record = slipway.store().resolve("containers").resolve(damaged).resolve("container.json");
    Files.writeString(record, Files.readString(record).substring(0, 40));
    String sound = slipway.run("create", "--name", "sound", "busybox", "true").succeeded().text();

    Outcome listed = slipway.run("ps", "-aq", "--no-trunc").succeeded();
    assertThat(listed.text()).isEqualTo(sound);
    assertThat(listed.errors())
        .startsWith("WARNING: container " + damaged.substring(0, 12) + " cannot be read: " + record)
        .endsWith("remedy: slipway rm -f " + damaged.substring(0, 12) + " removes it\n");
    assertThat(slipway.run("run", "--rm", "busybox", "echo", "on").succeeded().text())
        .isEqualTo("on");
    assertThat(slipway.run("rm", "-f", "sound").succeeded().text()).isEqualTo("sound");
    assertThat(slipway.run("rmi", "busybox").errors()).contains(record.toString());

    assertThat(slipway.run("rm", "broken").exitCode()).isEqualTo(1);
    assertThat(slipway.run("stop", "broken").errors()).contains(record.toString());
    assertThat(slipway.run("rm", "-f", "broken").succeeded().text()).isEqualTo("broken");

    assertThat(slipway.run("ps", "-aq").succeeded().all()).isEmpty();
    assertThat(slipway.run("run", "--rm", "--name", "broken", "busybox", "true").succeeded().all())
        .isEmpty();
  }
}
