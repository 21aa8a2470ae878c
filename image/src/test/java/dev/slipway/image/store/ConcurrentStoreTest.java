package dev.slipway.image.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReference;
import dev.slipway.image.spec.IndexDocument;
import dev.slipway.tasks.TaskScope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrentStoreTest {
  private static final int TAGS = 8;

  @TempDir Path root;

  /// Adds an image of its own and tags it many times.
  static final class Tagger {
    private Tagger() {}

    public static void main(String[] arguments) throws Exception {
      tag(Path.of(arguments[0]), arguments[1]);
    }
  }

  static void tag(Path root, String who) throws Exception {
    for (int i = 0; i < TAGS; i++) {
      try (ImageStore store = ImageStore.open(root)) {
        Image image = TinyImage.add(store, who + (i % 3));
        store.names().tag(ImageReference.parse(who + ":" + i), image);
      }
    }
  }

  @Test
  void eightThreadsAndFourProcessesTagAtOnce() throws Exception {
    List<Process> processes = new ArrayList<>();
    try (var scope = TaskScope.open("taggers")) {
      for (int i = 0; i < 4; i++) {
        processes.add(JavaChild.start(Tagger.class, root.toString(), "process" + i));
      }
      for (int i = 0; i < 8; i++) {
        String who = "thread" + i;
        scope.fork(() -> {
          tag(root, who);
          return null;
        });
      }
      scope.fork(() -> {
        for (int round = 0; round < 10; round++) {
          IndexDocument.parse(Files.readAllBytes(existing(root.resolve("index.json"))));
          try (ImageStore store = ImageStore.open(root)) {
            store.garbage().collect(Set::of);
          }
        }
        return null;
      });
      scope.join();
    }
    for (Process process : processes) {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
    }
    assertNothingIsLost();
  }

  private static Path existing(Path file) throws InterruptedException {
    while (!Files.exists(file)) {
      Thread.sleep(5);
    }
    return file;
  }

  private void assertNothingIsLost() throws Exception {
    Set<String> names = new HashSet<>();
    try (ImageStore store = ImageStore.open(root)) {
      for (NamedImage entry : store.names().list()) {
        entry.reference().ifPresent(name -> names.add(name.familiar()));
        assertThat(store.images().read(entry.descriptor()).id()).isEqualTo(entry.imageId());
      }
    }
    assertThat(names).hasSize(12 * TAGS);
    assertThat(root.resolve("tmp")).isEmptyDirectory();
  }
}
