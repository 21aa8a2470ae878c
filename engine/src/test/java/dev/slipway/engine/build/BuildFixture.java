package dev.slipway.engine.build;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.builder.BuildEvent;
import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildRequest;
import dev.slipway.builder.BuildResult;
import dev.slipway.engine.vocabulary.SlipwayLocations;
import dev.slipway.image.ContainerConfig;
import dev.slipway.image.Digest;
import dev.slipway.image.HistoryEntry;
import dev.slipway.image.Image;
import dev.slipway.image.ImageConfig;
import dev.slipway.image.ImagePath;
import dev.slipway.image.ImageReference;
import dev.slipway.image.Platform;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerSource;
import dev.slipway.image.layer.LayerTarWriter;
import dev.slipway.image.layer.LinkTarget;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.LayerWriter;
import dev.slipway.linux.UserIds;
import dev.slipway.runtime.HostCapabilities;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// A store, a context, and a small busybox image to build on.
final class BuildFixture {
  private static final Path BUSYBOX = Path.of("/bin/busybox");
  private static final List<String> APPLETS =
      List.of(
          "cat", "chown", "echo", "env", "id", "ls", "mkdir", "pwd", "rm", "sh", "sleep", "touch",
          "true", "wc");

  final Path base;
  final Path root;
  final Path context;
  final SlipwayLocations locations;
  final List<BuildEvent> events = new ArrayList<>();

  BuildFixture(Path base) throws IOException {
    this(base, Files.createDirectories(base.resolve("context")));
  }

  /// With the same store and another context.
  BuildFixture(Path base, Path context) {
    this.base = base;
    this.root = base.resolve("store");
    this.context = context;
    this.locations = new SlipwayLocations(root, base.resolve("run"));
  }

  /// A `RUN` needs root, crun and busybox.
  BuildFixture withBusybox() throws IOException {
    assumeTrue(UserIds.isRoot(), "a RUN needs root");
    assumeTrue(Files.isExecutable(BUSYBOX), "busybox-static is not installed");
    assumeTrue(HostCapabilities.find("crun").isPresent(), "crun is not installed");
    try (ImageStore store = ImageStore.open(root)) {
      image(store, "busybox", List.of(busyboxLayer(store)));
    }
    return this;
  }

  Image image(ImageStore store, String name, List<Digest> layers) throws IOException {
    ImageConfig config =
        ImageConfig.scratch(Platform.host())
            .withCreated(Instant.EPOCH)
            .withConfig(
                ContainerConfig.EMPTY.withEnv(List.of("PATH=/usr/bin:/bin")).withCmd(List.of("sh")))
            .withDiffIds(layers);
    for (Digest _ : layers) {
      config = config.withHistoryEntry(new HistoryEntry(Instant.EPOCH, "base", "", "", false));
    }
    Image image = store.images().add(config);
    store.names().tag(ImageReference.parse(name).withDefaultTag(), image);
    return image;
  }

  Digest busyboxLayer(ImageStore store) throws IOException {
    try (LayerWriter sink = store.layers().create()) {
      var tar = new LayerTarWriter(sink);
      tar.add(LayerEntry.symlink(ImagePath.of("/bin"), LinkTarget.of("usr/bin")), null);
      for (String directory :
          List.of("/dev", "/etc", "/proc", "/sys", "/tmp", "/usr", "/usr/bin")) {
        tar.add(LayerEntry.directory(ImagePath.of(directory), 0755).withTime(1_000, 0), null);
      }
      file(
          tar,
          "/etc/passwd",
          0644,
          "root:x:0:0::/root:/bin/sh\necho:x:1001:1005::/home/echo:/bin/sh\n");
      file(tar, "/etc/group", 0644, "root:x:0:\nechoes:x:1005:\nextra:x:77:echo\n");
      byte[] program = Files.readAllBytes(BUSYBOX);
      tar.add(
          LayerEntry.file(ImagePath.of("/usr/bin/busybox"), 0755, program.length),
          new ByteArrayInputStream(program));
      for (String applet : APPLETS) {
        tar.add(
            LayerEntry.symlink(ImagePath.of("/usr/bin/" + applet), LinkTarget.of("busybox")), null);
      }
      return sink.commit(tar.finish());
    }
  }

  private static void file(LayerTarWriter tar, String path, int mode, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    tar.add(
        LayerEntry.file(ImagePath.of(path), mode, bytes.length).withTime(1_000, 0),
        new ByteArrayInputStream(bytes));
  }

  Path write(String path, String text) throws IOException {
    Path file = context.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    return Files.writeString(file, text);
  }

  BuildRequest request(String dockerfile) throws IOException {
    Path file = Files.writeString(base.resolve("Dockerfile"), dockerfile);
    return BuildRequest.of(context).withDockerfile(file);
  }

  BuildResult build(String dockerfile) throws IOException, InterruptedException {
    return build(request(dockerfile));
  }

  BuildResult build(BuildRequest request) throws IOException, InterruptedException {
    events.clear();
    return new Builds(locations).build(request, events::add);
  }

  BuildException failure(String dockerfile) throws IOException, InterruptedException {
    try {
      build(dockerfile);
    } catch (BuildException failure) {
      return failure;
    }
    throw new AssertionError("the build succeeded");
  }

  /// What the steps wrote, in order.
  String output() {
    var text = new StringBuilder();
    for (BuildEvent event : events) {
      if (event instanceof BuildEvent.StepOutput output) {
        text.append(new String(output.bytes(), StandardCharsets.UTF_8));
      }
    }
    return text.toString();
  }

  List<String> cached() {
    return events.stream()
        .filter(BuildEvent.StepCached.class::isInstance)
        .map(event -> ((BuildEvent.StepCached) event).title())
        .toList();
  }

  List<String> ran() {
    return events.stream()
        .filter(BuildEvent.StepStarted.class::isInstance)
        .map(event -> ((BuildEvent.StepStarted) event).title())
        .filter(title -> title.startsWith("[") && !title.startsWith("[internal]"))
        .toList();
  }

  /// The entries of an image's top layers as `path mode uid:gid`, each layer a list.
  List<List<String>> layers(Image image, int skipped) throws IOException {
    var layers = new ArrayList<List<String>>();
    try (ImageStore store = ImageStore.openReadOnly(root)) {
      for (Digest diffId : image.config().diffIds().stream().skip(skipped).toList()) {
        layers.add(
            store.layers().index(diffId).entries().stream().map(BuildFixture::describe).toList());
      }
    }
    return layers;
  }

  /// The entries of the last layer that a Dockerfile gives.
  List<String> lastLayer(String dockerfile) throws IOException, InterruptedException {
    return layers(build(dockerfile).image(), 0).getLast();
  }

  private static String describe(LayerEntry entry) {
    return "%s %s %o %d:%d"
        .formatted(entry.kind(), entry.path(), entry.mode(), entry.uid(), entry.gid());
  }

  String read(Image image, String path) throws IOException {
    try (ImageStore store = ImageStore.open(root)) {
      var sources = new ArrayList<LayerSource>();
      for (Digest diffId : image.config().diffIds()) {
        sources.add(store.layers().source(diffId));
      }
      FileTree tree = FileTree.of(sources);
      FileTree.Node node = tree.resolve(ImagePath.of(path)).node();
      if (node == null) {
        throw new AssertionError(path + " is not in the image");
      }
      try (InputStream in = tree.open(node)) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  long files(String area) throws IOException {
    Path directory = root.resolve(area);
    if (!Files.exists(directory)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.count();
    }
  }
}
