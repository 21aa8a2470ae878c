package dev.slipway.improve.prove;

import dev.slipway.builder.BuildListener;
import dev.slipway.builder.BuildRequest;
import dev.slipway.engine.Slipway;
import dev.slipway.engine.image.ImageContents;
import dev.slipway.image.ContainerConfig;
import dev.slipway.image.Image;
import dev.slipway.improve.trace.Tracer;
import dev.slipway.lint.NewFile;
import dev.slipway.linux.FileTreeRemoval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Builds a text and looks at what its image does.
final class Trials {
  private static final int MOST_NAMED = 5;

  private final Slipway slipway;
  private final BuildRequest request;
  private final Questions questions;
  private final Optional<Tracer> tracer;
  private final TreeSet<Integer> ports = new TreeSet<>();
  private final TreeSet<String> made = new TreeSet<>();

  /// @param request of the original: context, arguments, grants
  Trials(Slipway slipway, BuildRequest request, Questions questions, Optional<Tracer> tracer) {
    this.slipway = slipway;
    this.request = request;
    this.questions = questions;
    this.tracer = tracer;
    ports.addAll(questions.ports());
  }

  /// What a build gave.
  record Built(Image image, long size, Duration time) {}

  /// @param files those that go with it: an ignore file takes the place of the context's
  Observation observe(String text, List<NewFile> files) throws IOException, InterruptedException {
    Built built = build(text, files);
    List<Integer> listening = ports(built.image().config().config());
    Path folder = Files.createTempDirectory("slipway-improve-");
    try {
      return new Look(slipway, questions, tracer, folder)
          .of(built.image(), built.size(), built.time(), listening);
    } finally {
      FileTreeRemoval.remove(folder);
    }
  }

  /// Builds alone.
  Built build(String text, List<NewFile> files) throws IOException, InterruptedException {
    return build(request, text, files);
  }

  /// Builds alone, in another way than the others.
  Built build(BuildRequest request, String text, List<NewFile> files)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("slipway-improve-");
    try {
      Path dockerfile = Files.writeString(folder.resolve("Dockerfile"), text);
      for (NewFile file : files) {
        if (file.path().equals(".dockerignore")) {
          Files.writeString(folder.resolve("Dockerfile.dockerignore"), file.text());
        }
      }
      long before = System.nanoTime();
      Image image =
          slipway.builds().build(request.withDockerfile(dockerfile), BuildListener.NONE).image();
      var time = Duration.ofNanos(System.nanoTime() - before);
      made.add(image.id().toString());
      return new Built(image, size(image), time);
    } finally {
      FileTreeRemoval.remove(folder);
    }
  }

  /// What an image that was built here has.
  ImageContents contents(Built built) throws IOException {
    return slipway.images().contents(built.image().id().toString(), MOST_NAMED);
  }

  private long size(Image image) throws IOException {
    for (var row : slipway.images().list()) {
      if (row.id().equals(image.id())) {
        return row.size();
      }
    }
    return 0;
  }

  /// Ports that one image exposes are looked for in the other too.
  private List<Integer> ports(ContainerConfig config) {
    for (String exposed : config.exposedPorts()) {
      int slash = exposed.indexOf('/');
      if (slash > 0 && exposed.endsWith("/tcp")) {
        ports.add(Integer.parseInt(exposed.substring(0, slash)));
      }
    }
    return List.copyOf(ports);
  }

  /// Removes the images that were made here, were not there before and have no name.
  void forget(List<String> before) throws IOException {
    for (var row : slipway.images().list()) {
      String id = row.id().toString();
      if (made.contains(id) && row.reference().isEmpty() && !before.contains(id)) {
        slipway.images().remove(id, false, false);
      }
    }
  }

  /// Builds that are measured, for a ladder.
  RungBuilds rungs() throws IOException {
    return new RungBuilds(slipway, this, request);
  }

  /// The images that are there.
  List<String> images() throws IOException {
    var ids = new ArrayList<String>();
    for (var row : slipway.images().list()) {
      ids.add(row.id().toString());
    }
    return ids;
  }
}
