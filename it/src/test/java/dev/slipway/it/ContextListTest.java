package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `slipway context ls` shows what a build sees.
class ContextListTest {
  @TempDir Path folder;
  private static Program store;
  private Program small;

  @BeforeAll
  static void prepare() throws Exception {
    Program.needRoot();
    store = ExampleStore.with("busybox");
  }

  @BeforeEach
  void enter() throws Exception {
    small = store.at(folder);
    write("Dockerfile", "FROM busybox\nRUN --mount=type=bind,target=/m cd /m && find . -type f\n");
    write(".dockerignore", "# comment\n*.log\n\nmodules\nd\n!keep.log\n!d/f\n");
    write("main.go", "package main\n");
    write("a.log", "12345");
    write("keep.log", "");
    write("d/f", "f");
    write("d/g", "g");
    write("modules/deep/one", "1");
    write("modules/two", "22");
  }

  private void write(String path, String text) throws Exception {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private List<String> listed(String... options) {
    var words = new ArrayList<>(List.of("context", "ls"));
    words.addAll(List.of(options));
    return small.run(words.toArray(new String[0])).succeeded().output().lines().toList();
  }

  @Test
  void itListsExactlyTheFilesThatABuildSees() {
    Outcome built = small.run("build", "--no-cache", "--progress=plain", ".").succeeded();

    List<String> seen =
        built.errors().lines().map(line -> line.replaceFirst("^#\\d+ [0-9.]+ \\./", "")).toList();
    List<String> listed =
        listed().stream()
            .skip(1)
            .filter(line -> !line.contains(";"))
            .map(line -> line.substring(10))
            .toList();
    assertThat(listed)
        .containsExactly(".dockerignore", "Dockerfile", "d/f", "keep.log", "main.go")
        .allSatisfy(path -> assertThat(seen).contains(path));
    assertThat(seen).doesNotContain("a.log", "d/g", "modules/two");
  }

  @Test
  void whyNamesTheLineThatDecides() {
    assertThat(listed("--why"))
        .contains("13B       yes       main.go         ")
        .contains("5B        no        a.log           .dockerignore:2: *.log")
        .contains("0B        yes       keep.log        .dockerignore:6: !keep.log")
        .contains("1B        yes       d/f             .dockerignore:7: !d/f")
        .contains("1B        no        d/g             .dockerignore:5: d")
        .contains("3B        no        modules/        .dockerignore:4: modules (2 files)")
        .last()
        .asString()
        .startsWith("5 files, ")
        .endsWith("; .dockerignore leaves out 4 files, 9B");
  }

  @Test
  void dockerfilesOwnIgnoreFileGoesFirst() throws Exception {
    write("other.Dockerfile", "FROM busybox\n");
    write("other.Dockerfile.dockerignore", "main.go\n");

    assertThat(listed("--why", "-f", folder.resolve("other.Dockerfile").toString()))
        .anyMatch(line -> line.endsWith("other.Dockerfile.dockerignore:1: main.go"));
  }

  @Test
  void jsonHasALineEach() {
    assertThat(listed("--why", "--format=json"))
        .contains(
            "{\"path\":\"a.log\",\"bytes\":5,\"files\":1,\"seen\":false,\"file\":\".dockerignore\","
                + "\"line\":2,\"pattern\":\"*.log\"}");
  }

  @Test
  void mistakesAreToldWithARemedy() throws Exception {
    assertThat(small.run("context", "ls", "nosuch").errors())
        .contains("\"nosuch\" is not a directory");
    write(".dockerignore", "[\n");
    Outcome refused = small.run("context", "ls");
    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.errors()).contains(".dockerignore:1").doesNotContain("\tat ");
  }
}
