package dev.slipway.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountsTest {
  private static final List<String> OPTIONS =
      List.of("redirect_dir=nofollow", "metacopy=off", "index=off", "volatile");

  @TempDir Path temp;
  private Path target;

  @BeforeEach
  void needsRoot() throws IOException {
    assumeTrue(UserIds.isRoot(), "mounting needs root");
    target = Files.createDirectories(temp.resolve("target"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void overlayShowsTheTopmostOfManyLayers(boolean newWay) throws Exception {
    List<Path> lowers = new ArrayList<>();
    for (int i = 0; i < 130; i++) {
      Path layer = Files.createDirectories(temp.resolve("layer, with: odd \\ name " + i));
      Files.writeString(layer.resolve("common"), "layer " + i);
      Files.writeString(layer.resolve("own-" + i), "");
      lowers.addFirst(layer);
    }
    Path upper = Files.createDirectories(temp.resolve("upper,1"));
    Path work = Files.createDirectories(temp.resolve("work:1"));

    privately(() -> {
      OverlayMount.mount(lowers, upper, work, target, OPTIONS, newWay);
      assertThat(target.resolve("common")).hasContent("layer 129");
      assertThat(target.resolve("own-0")).exists();
      Files.delete(target.resolve("own-5"));
      Files.writeString(target.resolve("new"), "x");
      return null;
    });

    assertThat(upper.resolve("new")).hasContent("x");
    assertThat(FileStatus.ofLink(upper.resolve("own-5")).isCharacterDevice()).isTrue();
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void theKernelsReasonIsTold() throws Exception {
    Path lower = Files.createDirectories(temp.resolve("lower"));
    Path upper = Files.createDirectories(temp.resolve("upper"));
    Path work = Files.createDirectories(temp.resolve("work"));

    privately(() -> {
      assertThatThrownBy(
              () -> Mounts.overlay(List.of(lower), upper, work, target, List.of("nonsense=1")))
          .isInstanceOf(LinuxException.class)
          .hasMessageContaining("nonsense");
      return null;
    });
  }

  @Test
  void readOnlyBindRefusesWrites() throws Exception {
    Path source = Files.createDirectories(temp.resolve("source"));
    Files.writeString(source.resolve("file"), "x");

    privately(() -> {
      Mounts.bind(source, target, true);
      assertThat(target.resolve("file")).hasContent("x");
      assertThatThrownBy(() -> Files.writeString(target.resolve("other"), "y"))
          .isInstanceOf(IOException.class);
      Files.writeString(source.resolve("other"), "y");
      Mounts.detach(target);
      assertThat(target).isEmptyDirectory();
      return null;
    });
  }

  @Test
  void tmpfsIsGoneWithItsThread() throws Exception {
    privately(() -> {
      Mounts.tmpfs(target, Mounts.NODEV, "size=64k,mode=711");
      Files.writeString(target.resolve("file"), "x");
      assertThat(FileStatus.of(target).permissions()).isEqualTo(0711);
      return null;
    });

    assertThat(target).isEmptyDirectory();
  }

  @Test
  void networkOfTheThreadIsItsOwn() throws Exception {
    String outside = Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net")).toString();
    String inside =
        onOwnThread(() -> {
          Namespaces.unshareNetwork();
          return Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net")).toString();
        });

    assertThat(inside).isNotEqualTo(outside);
  }

  private static void privately(Callable<Void> work) throws Exception {
    onOwnThread(() -> {
      Namespaces.unshareMounts();
      return work.call();
    });
  }

  private static <T> T onOwnThread(Callable<T> work) throws Exception {
    var task = new FutureTask<>(work);
    Thread thread = Thread.ofPlatform().start(task);
    thread.join();
    return task.get();
  }
}
