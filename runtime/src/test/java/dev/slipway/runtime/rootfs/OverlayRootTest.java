package dev.slipway.runtime.rootfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.Namespaces;
import dev.slipway.linux.UserIds;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.rootfs.OverlayRoot.Durability;
import dev.slipway.tasks.DedicatedThread;
import dev.slipway.tasks.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayRootTest {
  @TempDir Path temp;
  private Path target;

  @BeforeEach
  void needsRoot() throws IOException {
    assumeTrue(UserIds.isRoot(), "mounting needs root");
    target = directory("target");
  }

  @Test
  void imageWithoutLayersIsAnEmptyRoot() throws Exception {
    RootStack stack = RootStack.ofDirectories(List.of(), directory("upper"), directory("work"));

    privately(() -> {
      OverlayRoot.mount(stack, target, Durability.NORMAL);
      assertThat(target).isEmptyDirectory();
      Files.writeString(target.resolve("new"), "x");
      return null;
    });

    assertThat(stack.upper().resolve("new")).exists();
  }

  @Test
  void emptyOpaqueLayerHidesWhatIsBelow() throws Exception {
    Path below = directory("below");
    Files.writeString(below.resolve("hidden"), "x");
    Path opaque = directory("opaque");
    try (DirectoryHandle handle = DirectoryHandle.open(opaque)) {
      handle.setXattr("trusted.overlay.opaque", new byte[] {'y'});
    }
    RootStack stack =
        RootStack.ofDirectories(List.of(below, opaque), directory("upper"), directory("work"));

    privately(() -> {
      OverlayRoot.mount(stack, target, Durability.NORMAL);
      assertThat(target).isEmptyDirectory();
      return null;
    });
  }

  @Test
  void tooManyLayersAreRefusedInWords() throws Exception {
    List<Path> layers = new ArrayList<>();
    for (int i = 0; i < 501; i++) {
      layers.add(directory("l" + i));
      Files.writeString(layers.getLast().resolve("f"), "");
    }
    RootStack stack = RootStack.ofDirectories(layers, directory("upper"), directory("work"));

    assertThatThrownBy(() -> OverlayRoot.mount(stack, target, Durability.NORMAL))
        .isInstanceOf(ContainerException.class)
        .hasMessageContaining("501 layers");
  }

  @Test
  void storeOnOverlayIsNamed() throws Exception {
    Path layer = directory("layer");
    Files.writeString(layer.resolve("f"), "");
    RootStack outer =
        RootStack.ofDirectories(List.of(layer), directory("upper"), directory("work"));

    privately(() -> {
      OverlayRoot.mount(outer, target, Durability.NORMAL);
      Path upper = Files.createDirectory(target.resolve("upper"));
      Path work = Files.createDirectory(target.resolve("work"));
      Path inner = Files.createDirectory(target.resolve("inner"));
      RootStack stack = RootStack.ofDirectories(List.of(layer), upper, work);
      assertThatThrownBy(() -> OverlayRoot.mount(stack, inner, Durability.NORMAL))
          .isInstanceOfSatisfying(
              ContainerException.class,
              refused -> {
                assertThat(refused).hasMessageContaining("lies on overlayfs");
                assertThat(refused.hint()).contains("SLIPWAY_ROOT");
              });
      return null;
    });
  }

  @Test
  void linksThatTurnInCirclesAreAnError() throws Exception {
    Files.createSymbolicLink(target.resolve("a"), Path.of("b"));
    Files.createSymbolicLink(target.resolve("b"), Path.of("a"));

    assertThatThrownBy(() -> MountPoints.create(target, List.of(new MountPoint("/a/deep", true))))
        .hasMessageContaining("too many levels of symbolic links");
  }

  @Test
  void pointBehindManyLinksAndDotsIsFoundInside() throws Exception {
    Files.createDirectories(target.resolve("usr/lib"));
    Files.createSymbolicLink(target.resolve("lib"), Path.of("../../usr/lib"));
    Files.createSymbolicLink(target.resolve("usr/up"), Path.of("../lib/../../.."));

    MountPoints points =
        MountPoints.create(target, List.of(new MountPoint("/lib/../up/x/../y/z", true)));

    assertThat(points.resolved("/lib/../up/x/../y/z")).isEqualTo("/y/z");
    assertThat(target.resolve("y/z")).isDirectory();
    points.remove();
    assertThat(target.resolve("y")).doesNotExist();
  }

  private Path directory(String name) throws IOException {
    return Files.createDirectories(temp.resolve(name));
  }

  private static void privately(Work<@Nullable Void> work) throws Exception {
    DedicatedThread.call(
        "mounts",
        () -> {
          Namespaces.unshareMounts();
          return work.run();
        });
  }
}
