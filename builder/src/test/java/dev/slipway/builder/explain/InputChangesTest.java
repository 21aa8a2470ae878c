package dev.slipway.builder.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.MissReason;
import dev.slipway.builder.copy.CopyLayer;
import dev.slipway.builder.copy.CopySelector;
import dev.slipway.builder.copy.ListedContent;
import dev.slipway.builder.copy.SingleFile;
import dev.slipway.image.store.ImageStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputChangesTest {
  @TempDir Path folder;
  private ImageStore store;
  private Listings listings;

  @BeforeEach
  void open() throws IOException {
    store = ImageStore.open(folder.resolve("store"));
    listings = new Listings(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private List<String> changes(Map<String, String> before, Map<String, String> now)
      throws IOException {
    return new InputChanges(listings, Set.of("VERSION"))
        .between(before, now).stream().map(MissReason::text).toList();
  }

  private static String list(String... items) {
    var text = new StringBuilder();
    for (String item : items) {
      text.append(item.length()).append(':').append(item).append(' ');
    }
    return text.toString().stripTrailing();
  }

  /// The digest of a copy of files with these contents, whose listing is kept.
  private String content(Map<String, String> files) throws IOException {
    var selectors = new ArrayList<CopySelector>();
    for (var each : new java.util.TreeMap<>(files).entrySet()) {
      byte[] bytes = each.getValue().getBytes(StandardCharsets.UTF_8);
      var file =
          new SingleFile(
              each.getKey(), 0644, 0, bytes.length, () -> new ByteArrayInputStream(bytes));
      selectors.add(CopySelector.exactly(file, file.path()));
    }
    ListedContent content = CopyLayer.of(selectors).content();
    listings.put(content);
    return content.digest().toString();
  }

  @Test
  void contentSaysWhichFilesDiffer() throws IOException {
    String before = content(Map.of("main.go", "1", "old.go", "1", "same.go", "1"));
    String now = content(Map.of("main.go", "2", "new.go", "1", "same.go", "1"));

    assertThat(changes(Map.of("content", before), Map.of("content", now)))
        .containsExactly("main.go changed; new.go added; old.go removed");
  }

  @Test
  void contentWhoseListingIsGoneHasChanged() throws IOException {
    String now = content(Map.of("main.go", "2"));

    assertThat(changes(Map.of("content", "sha256:" + "0".repeat(64)), Map.of("content", now)))
        .containsExactly("files changed");
  }

  @Test
  void filesOfBindMountsAreComparedOneByOne() throws IOException {
    String before = list(content(Map.of("a", "1")), "same");
    String now = list(content(Map.of("a", "2")), "same");

    assertThat(changes(Map.of("files", before), Map.of("files", now)))
        .containsExactly("--mount=type=bind: a changed");
  }

  @Test
  void variablesAreArgumentsOrEnvironment() throws IOException {
    assertThat(
            changes(
                Map.of("environment", list("GOOS=linux", "OLD=1", "VERSION=0.0.1")),
                Map.of("environment", list("GOOS=darwin", "VERSION=0.0.2"))))
        .containsExactly(
            "ENV GOOS: linux -> darwin", "ENV OLD: 1 -> (unset)", "ARG VERSION: 0.0.1 -> 0.0.2");
  }

  @Test
  void definitionsAreNamedAsTheyAreWritten() throws IOException {
    assertThat(
            changes(
                Map.of(
                    "arguments",
                    list("/bin/sh", "-c", "make"),
                    "chown",
                    "null",
                    "directory",
                    "/a",
                    "mounts",
                    list(list("tmpfs", "/tmp", "0", "writable")),
                    "sources",
                    list("a b"),
                    "user",
                    ""),
                Map.of(
                    "arguments", list("/bin/sh", "-c", "make all"),
                    "chown", "1:1",
                    "directory", "/b",
                    "mounts", "",
                    "sources", list("a", "b c"),
                    "user", "app")))
        .containsExactly(
            "command: /bin/sh -c make -> /bin/sh -c make all",
            "--chown: \"\" -> 1:1",
            "WORKDIR: /a -> /b",
            "--mount: tmpfs,/tmp,0,writable -> \"\"",
            "sources: a b -> a b c",
            "USER: \"\" -> app");
  }

  @Test
  void parentIsNoneOfTheStepsOwnInputs() throws IOException {
    assertThat(changes(Map.of("parent", "1"), Map.of("parent", "2"))).isEmpty();
  }
}
