package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `Dockerfile.lock`, from the command line on.
class LockTest {
  @TempDir Path folder;
  private Program slipway;

  @BeforeEach
  void buildTheBase() throws Exception {
    slipway = Program.in(folder).at(Files.createDirectories(folder.resolve("context")));
    base("one");
    Files.writeString(slipway.directory().resolve("Dockerfile"), "FROM base:1\nLABEL a=b\n");
  }

  private void base(String text) throws Exception {
    Path directory = Files.createDirectories(folder.resolve("base"));
    Files.writeString(directory.resolve("file"), text);
    Files.writeString(directory.resolve("Dockerfile"), "FROM scratch\nCOPY file /\n");
    slipway.at(directory).run("build", "-t", "base:1", ".").succeeded();
  }

  private Path lock() {
    return slipway.directory().resolve("Dockerfile.lock");
  }

  @Test
  void aChangedBaseIsRefusedUntilTheLockIsUpdated() throws Exception {
    slipway.run("build", "--lock", ".").succeeded();
    assertThat(lock()).content().contains("docker.io/library/base:1", "linux/", "\"id\"");
    slipway.run("build", "--locked", ".").succeeded();
    assertThat(slipway.run("lock", ".").succeeded().text()).isEmpty();

    base("two");

    Outcome refused = slipway.run("build", "--locked", ".");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.errors())
        .contains(
            "--locked: the image docker.io/library/base:1", "is not what Dockerfile.lock says")
        .contains("slipway lock --update");
    Outcome compared = slipway.run("lock", ".");
    assertThat(compared.exitCode()).isEqualTo(1);
    assertThat(compared.text()).contains("docker.io/library/base:1").contains(" -> sha256:");

    slipway.run("lock", "--update", ".").succeeded();
    slipway.run("build", "--locked", ".").succeeded();
  }

  @Test
  void whatTheLockDoesNotNameIsRefused() throws Exception {
    slipway.run("build", "--lock", ".").succeeded();
    slipway.run("tag", "base:1", "other:1").succeeded();
    Files.writeString(slipway.directory().resolve("Dockerfile"), "FROM other:1\nLABEL a=b\n");

    assertThat(slipway.run("build", "--locked", ".").errors())
        .contains("says nothing about the image docker.io/library/other:1");
  }

  @Test
  void thereMustBeALock() {
    assertThat(slipway.run("build", "--locked", ".").errors()).contains("there is no " + lock());
  }
}
