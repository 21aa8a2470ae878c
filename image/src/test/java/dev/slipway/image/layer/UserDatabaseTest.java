package dev.slipway.image.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.ImageException;
import dev.slipway.image.layer.UserDatabase.Owner;
import dev.slipway.image.layer.UserDatabase.User;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The expected values are what Docker 28 answers for the same two files.
class UserDatabaseTest {
  private static final String PASSWD =
      """
      root:x:0:0:root:/root:/bin/sh
      # a comment:x:9:9
      broken:x:nine:9
      bin:x:2:3:bin:/bin:/bin/sh
      bin:x:77:77:second of the name:/second:/bin/sh
      nohome:x:5:5
      """;
  private static final String GROUP =
      """
      root:x:0:
      adm:x:4:bin,root
      bin:x:3:
      wheel:x:10:root,bin
      """;

  private final UserDatabase database = UserDatabase.of(PASSWD, GROUP);

  @Test
  void aNameHasItsGroupsAndHome() {
    assertThat(database.user("bin")).isEqualTo(new User(2, 3, List.of(3L, 4L, 10L), "/bin"));
    assertThat(database.user("2")).isEqualTo(database.user("bin"));
    assertThat(database.user("nohome").home()).isEqualTo("/");
  }

  @Test
  void noUserIsRoot() {
    assertThat(database.user("")).isEqualTo(new User(0, 0, List.of(0L, 4L, 10L), "/root"));
  }

  @Test
  void aGroupReplacesAllOthers() {
    assertThat(database.user("bin:adm")).isEqualTo(new User(2, 4, List.of(4L), "/bin"));
    assertThat(database.user("2:77")).isEqualTo(new User(2, 77, List.of(77L), "/bin"));
    assertThat(database.user(":adm")).isEqualTo(new User(0, 4, List.of(4L), "/root"));
  }

  @Test
  void anUnknownNumberIsTakenAsItIs() {
    assertThat(database.user("55")).isEqualTo(new User(55, 0, List.of(0L), "/"));
  }

  @ParameterizedTest
  @CsvSource({
    "bin, 2, 3",
    "55, 55, 55",
    "2, 2, 2",
    "bin:adm, 2, 4",
    ":adm, 0, 4",
    "bin:77, 2, 77",
    "2:, 2, 0",
    "'', 0, 0"
  })
  void filesAreGivenAsBuildKitDoes(String chown, long uid, long gid) {
    assertThat(database.owner(chown)).isEqualTo(new Owner(uid, gid));
  }

  @Test
  void unknownNamesAreErrorsInDockersWords() {
    assertThatThrownBy(() -> database.user("nobody"))
        .isInstanceOf(ImageException.class)
        .hasMessage("unable to find user nobody: no matching entries in passwd file");
    assertThatThrownBy(() -> database.user("bin:nogrp"))
        .hasMessage("unable to find group nogrp: no matching entries in group file");
    assertThatThrownBy(() -> database.owner("nobody")).hasMessageContaining("nobody");
    assertThatThrownBy(() -> database.user("3000000000"))
        .hasMessage("uids and gids must be in range 0-2147483647");
    assertThatThrownBy(() -> database.user("-5"))
        .hasMessage("uids and gids must be in range 0-2147483647");
  }

  @Test
  void theFilesAreFoundThroughLinks(@TempDir Path directory) throws IOException {
    byte[] tar =
        new RawTar()
            .file("usr/etc/passwd", "app:x:1000:1000::/home/app:/bin/sh\n")
            .symlink("etc", "/usr/etc")
            .end();
    Path file = Files.write(directory.resolve("tar"), tar);
    LayerIndex index = LayerIndex.scan(new ByteArrayInputStream(tar), ArchiveOrigin.FOREIGN_LAYER);

    UserDatabase found = UserDatabase.of(FileTree.of(List.of(new TarLayer(file, index))));

    assertThat(found.user("app")).isEqualTo(new User(1000, 1000, List.of(1000L), "/home/app"));
    assertThat(UserDatabase.of(FileTree.of(List.of())).user("7").uid()).isEqualTo(7);
  }
}
