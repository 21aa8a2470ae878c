package dev.slipway.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is done with the files of containers: `commit`, `diff`, `export`, `cp`.
class ContainerFilesTest {
  @TempDir static Path folder;
  private static TestContainers containers;
  private static Program slipway;

  @BeforeAll
  static void prepare() {
    containers = TestContainers.in(folder);
    slipway = containers.slipway();
  }

  @AfterEach
  void removeContainers() {
    containers.removeAll();
  }

  private static void create(String name, String... command) {
    List<String> words = new ArrayList<>(List.of("run", "--network", "none", "--name", name));
    words.add("busybox");
    words.addAll(List.of(command));
    slipway.run(words.toArray(String[]::new)).succeeded();
  }

  /// The way of the articles: a container that made something becomes an image that runs it.
  @Test
  void c2ToC4TheNewestContainerBecomesAnImageThatRunsItsProgram() {
    create("maker", "sh", "-c", "printf '#!/bin/sh\necho Hello' >/bin/hello; chmod +x /bin/hello");
    String newest = slipway.run("container", "ls", "-lq").text();

    String id = slipway.run("container", "commit", newest, "awesomeness").succeeded().text();
    assertThat(slipway.run("inspect", "-f", "{{.Id}}", "awesomeness").text()).isEqualTo(id);
    assertThat(slipway.run("run", "--rm", "--network", "none", "awesomeness", "hello").text())
        .isEqualTo("Hello");

    slipway
        .run(
            "commit",
            "-a",
            "Me <me@example.org>",
            "-m",
            "why",
            "--change",
            "CMD [\"hello\"]",
            "--change",
            "ENV A=b",
            "maker",
            "greeter")
        .succeeded();
    assertThat(slipway.run("run", "--rm", "--network", "none", "greeter").text())
        .isEqualTo("Hello");
    assertThat(
            slipway
                .run("inspect", "-f", "{{.Author}} {{.Comment}} {{.Config.Env}}", "greeter")
                .text())
        .startsWith("Me <me@example.org> why [")
        .endsWith("A=b]");
    assertThat(slipway.run("commit", "--change", "RUN true", "maker").errors())
        .contains("RUN is not a valid change command");
  }

  @Test
  void aRunningContainerIsCommittedAsItStands() {
    containers.detached(
        "writer",
        "busybox",
        "sh",
        "-c",
        "echo a >/made; trap 'exit 0' TERM; while :; do sleep 0.1; done");
    TestContainers.await(
        "the file is made", () -> slipway.run("exec", "writer", "cat", "/made").exitCode() == 0);

    slipway.run("commit", "writer", "written").succeeded();

    assertThat(slipway.run("ps", "--format", "{{.State}}").text()).isEqualTo("running");
    assertThat(slipway.run("run", "--rm", "--network", "none", "written", "cat", "/made").text())
        .isEqualTo("a");
  }

  @Test
  void changesAreListed() {
    create("changed", "sh", "-c", "mkdir /d; echo x >/d/f; rm /bin/vi; echo y >>/etc/passwd");

    assertThat(slipway.run("diff", "changed").succeeded().output().lines())
        .contains("A /d", "A /d/f", "C /bin", "D /bin/vi", "C /etc", "C /etc/passwd")
        .noneMatch(line -> line.contains("resolv.conf") || line.contains("/dev"));
    create("untouched", "true");
    assertThat(slipway.run("diff", "untouched").succeeded().output()).isEmpty();
  }

  @Test
  void allLayersAreExportedAsOne() throws IOException {
    create("flat", "sh", "-c", "echo one >/a; ln /a /b; rm /bin/vi");
    Path tar = folder.resolve("flat.tar");

    slipway.run("export", "-o", tar.toString(), "flat").succeeded();
    slipway.run("import", tar.toString(), "flattened").succeeded();

    assertThat(
            slipway
                .run(
                    "run",
                    "--rm",
                    "--network",
                    "none",
                    "flattened",
                    "sh",
                    "-c",
                    "cat /b; ls /bin/vi; stat -c %h /a")
                .all())
        .startsWith("one\n2\n")
        .contains("/bin/vi: No such file");
  }

  @Test
  void filesAreCopiedBothWays() throws IOException {
    create("box", "sh", "-c", "mkdir -p /d/e; echo 1 >/d/one; echo 2 >/d/e/two; ln -s one /d/l");
    Path here = Files.createDirectories(folder.resolve("copies"));

    slipway.run("cp", "box:/d", here.toString()).succeeded();
    slipway.run("cp", "box:/d/.", here.resolve("content").toString()).succeeded();
    slipway.run("cp", "box:/d/one", here.resolve("renamed").toString()).succeeded();
    slipway.run("cp", "-L", "box:/d/l", here.resolve("followed").toString()).succeeded();
    assertThat(here.resolve("d/e/two")).hasContent("2\n");
    assertThat(here.resolve("content/one")).hasContent("1\n");
    assertThat(here.resolve("renamed")).hasContent("1\n");
    assertThat(here.resolve("followed")).hasContent("1\n").isRegularFile();
    assertThat(Files.isSymbolicLink(here.resolve("d/l"))).isTrue();

    slipway.run("cp", here.resolve("d").toString(), "box:/copy").succeeded();
    slipway.run("cp", here.resolve("renamed").toString(), "box:/copy/").succeeded();
    Outcome tar = slipway.run("cp", "box:/copy", "-");
    assertThat(tar.output()).contains("copy/e/two").contains("copy/renamed");
    assertThat(slipway.run("cp", "box:/nosuch", here.toString()).errors())
        .contains("Could not find the file /nosuch in container box");
    assertThat(slipway.run("cp", here.toString(), "box:/etc/passwd").errors())
        .contains("cannot copy directory");
  }

  @Test
  void aTarIsUnpackedIntoADirectoryOfTheContainer() throws IOException {
    create("box", "true");
    Path file = Files.writeString(folder.resolve("packed"), "in the tar\n");
    Outcome packed =
        slipway.runOther(
            "sh",
            "-c",
            "tar -C "
                + folder
                + " -cf - packed | "
                + Program.PROJECT.resolve("bin/slipway")
                + " cp - box:/tmp");
    packed.succeeded();

    slipway.run("cp", "box:/tmp/packed", folder.resolve("back").toString()).succeeded();

    assertThat(folder.resolve("back")).hasSameTextualContentAs(file);
  }

  /// Links of a container lead somewhere in the container, wherever they point.
  @Test
  void hostileLinksDoNotLeadOut() throws IOException {
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Path secret = Files.writeString(outside.resolve("secret"), "secret\n");
    create(
        "hostile",
        "sh",
        "-c",
        "ln -s "
            + outside
            + " /out; ln -s "
            + secret
            + " /file; ln -s ../../../../../.. /up;"
            + " mkdir /d; ln -s "
            + outside
            + " /d/in");
    Path mine = Files.writeString(folder.resolve("mine"), "mine\n");

    assertThat(slipway.run("cp", "-L", "hostile:/file", folder.resolve("x").toString()).errors())
        .contains("Could not find the file");
    assertThat(slipway.run("cp", "hostile:/out/secret", folder.resolve("x").toString()).exitCode())
        .isEqualTo(1);
    assertThat(slipway.run("cp", "hostile:/up" + secret, folder.resolve("x").toString()).exitCode())
        .isEqualTo(1);
    assertThat(slipway.run("cp", mine.toString(), "hostile:/out/").exitCode()).isEqualTo(1);
    assertThat(slipway.run("cp", mine.toString(), "hostile:/d/in/mine").exitCode()).isEqualTo(1);
    assertThat(folder.resolve("x")).doesNotExist();
    assertThat(outside.resolve("mine")).doesNotExist();
    assertThat(secret).hasContent("secret\n");
  }

  @Test
  void volumesAreSeenByACopy() throws IOException {
    slipway
        .run(
            "run",
            "--network",
            "none",
            "--name",
            "keeper",
            "-v",
            "kept:/data",
            "busybox",
            "sh",
            "-c",
            "echo v >/data/f")
        .succeeded();

    slipway.run("cp", "keeper:/data/f", folder.resolve("v").toString()).succeeded();
    assertThat(folder.resolve("v")).hasContent("v\n");
    ByteArrayInputStream none = new ByteArrayInputStream("".getBytes(UTF_8));
    assertThat(slipway.run(none, "volume", "prune", "-af").succeeded().output())
        .doesNotContain("kept");
  }
}
