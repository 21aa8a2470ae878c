package dev.slipway.improve.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditedContextTest {
  @TempDir Path context;

  private void write(String name, String text) throws Exception {
    Path file = context.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void theProgramNearestToTheRootIsEditedInACopyAlone() throws Exception {
    write("cmd/deep/main.go", "package main\n");
    write("a.go", "package other\n");
    write("b_test.go", "package main\n");
    write("server.go", "// Serves.\npackage main\n");
    write("start.sh", "#!/bin/sh\n");
    Files.setPosixFilePermissions(
        context.resolve("start.sh"), PosixFilePermissions.fromString("rwxr-x---"));
    Files.createSymbolicLink(context.resolve("link"), Path.of("nowhere"));
    Path copy;

    try (EditedContext edited = EditedContext.of(context)) {
      if (edited == null) {
        fail("there is a program");
        return;
      }
      copy = edited.directory();
      edited.edit();
      edited.edit();

      assertThat(copy.resolve("server.go"))
          .hasContent("// Serves.\npackage main\n\n// Edit 1.\n\n// Edit 2.\n");
      assertThat(copy.resolve("cmd/deep/main.go")).hasContent("package main\n");
      assertThat(Files.getPosixFilePermissions(copy.resolve("start.sh")))
          .isEqualTo(PosixFilePermissions.fromString("rwxr-x---"));
      assertThat(copy.resolve("link")).isSymbolicLink();
    }

    assertThat(context.resolve("server.go")).hasContent("// Serves.\npackage main\n");
    assertThat(copy).doesNotExist();
  }

  @Test
  void withoutAProgramThereIsNothingToEdit() throws Exception {
    write("lib.go", "package lib\n");

    assertThat(EditedContext.of(context)).isNull();
  }
}
