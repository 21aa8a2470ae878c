package dev.slipway.improve.prove;

import dev.slipway.builder.BuildListener;
import dev.slipway.builder.BuildRequest;
import dev.slipway.engine.Slipway;
import dev.slipway.image.ContainerConfig;
import dev.slipway.image.Image;
import dev.slipway.lint.NewFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Builds a text and looks at what its image does.
final class Trials {
  /// A program that compiles itself first takes its time.
  private static final Duration FIRST_ANSWER = Duration.ofMinutes(3);

  private static final Duration WITHOUT_PORTS = Duration.ofSeconds(20);

  /// So long after the first question the second is asked: a clock in an answer has moved on.
  private static final Duration BETWEEN = Duration.ofMillis(1_100);

  private final Slipway slipway;
  private final BuildRequest request;
  private final Questions questions;
  private final TreeSet<Integer> ports = new TreeSet<>();
  private final TreeSet<String> made = new TreeSet<>();

  /// @param request of the original: context, arguments, grants
  Trials(Slipway slipway, BuildRequest request, Questions questions) {
    this.slipway = slipway;
    this.request = request;
    this.questions = questions;
    ports.addAll(questions.ports());
  }

  /// @param files those that go with it: an ignore file takes the place of the context's
  Observation observe(String text, List<NewFile> files) throws IOException, InterruptedException {
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
      var build = Duration.ofNanos(System.nanoTime() - before);
      made.add(image.id().toString());
      return look(image, build);
    } finally {
      for (String name : new String[] {"Dockerfile", "Dockerfile.dockerignore"}) {
        Files.deleteIfExists(folder.resolve(name));
      }
      Files.delete(folder);
    }
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

  private Observation look(Image image, Duration build) throws IOException, InterruptedException {
    ContainerConfig config = image.config().config();
    String id = image.id().toString();
    List<Integer> listening = ports(config);
    SortedMap<String, String> commands = commands(id, config);
    long size = size(image);
    try (TrialRun run = TrialRun.start(slipway.containers(), id, List.of(), listening)) {
      Map<Integer, Integer> open = await(run, listening);
      Duration start = run.age();
      SortedMap<String, List<HttpAnswer>> answers = ask(open);
      long pid = run.pid();
      OptionalInt exit = pid == 0 ? run.exit() : OptionalInt.empty();
      if (exit.isPresent()) {
        return new Observation(
            size,
            build,
            exit,
            run.output(),
            answers,
            Optional.of(start),
            0,
            "",
            Map.of(),
            "",
            Optional.empty(),
            commands);
      }
      long program = Processes.program(pid);
      long memory = 0;
      for (long each : Processes.all(pid)) {
        memory += Processes.memory(each);
      }
      String user = Processes.user(program);
      Map<String, String> environment = Processes.environment(program);
      String directory = Processes.directory(program);
      Optional<Duration> stop = run.stop();
      return new Observation(
          size,
          build,
          exit,
          "",
          answers,
          open.isEmpty() ? Optional.empty() : Optional.of(start),
          memory,
          user,
          environment,
          directory,
          stop,
          commands);
    }
  }

  /// Waits for the first answer, and gives the ports that answer with those of the host.
  private static Map<Integer, Integer> await(TrialRun run, List<Integer> ports)
      throws IOException, InterruptedException {
    Duration patience = ports.isEmpty() ? WITHOUT_PORTS : FIRST_ANSWER;
    var open = new TreeMap<Integer, Integer>();
    while (open.isEmpty() && run.age().compareTo(patience) < 0 && run.exit().isEmpty()) {
      for (int port : ports) {
        int host = run.hostPort(port);
        if (host > 0 && HttpClient.ask(host, HttpRequest.ROOT) != null) {
          open.put(port, host);
        }
      }
      if (open.isEmpty()) {
        Thread.sleep(Duration.ofMillis(25));
      }
    }
    return open;
  }

  private SortedMap<String, List<HttpAnswer>> ask(Map<Integer, Integer> open)
      throws InterruptedException {
    var answers = new TreeMap<String, List<HttpAnswer>>();
    for (int round = 0; round < 2 && !open.isEmpty(); round++) {
      for (var port : open.entrySet()) {
        for (HttpRequest request : questions.requests()) {
          HttpAnswer answer = HttpClient.ask(port.getValue(), request);
          if (answer != null) {
            answers
                .computeIfAbsent(port.getKey() + " " + request, _ -> new ArrayList<>())
                .add(answer);
          }
        }
      }
      if (round == 0) {
        Thread.sleep(BETWEEN);
      }
    }
    return answers;
  }

  private SortedMap<String, String> commands(String image, ContainerConfig config)
      throws IOException, InterruptedException {
    var results = new TreeMap<String, String>();
    for (List<String> words : questions.commands()) {
      var command = new ArrayList<String>();
      if (config.entrypoint() == null && config.cmd() != null) {
        command.addAll(config.cmd());
      }
      command.addAll(words);
      try (TrialRun run = TrialRun.start(slipway.containers(), image, command, List.of())) {
        while (run.exit().isEmpty() && run.age().compareTo(FIRST_ANSWER) < 0) {
          Thread.sleep(Duration.ofMillis(25));
        }
        OptionalInt exit = run.exit();
        String ending = exit.isEmpty() ? "runs on" : "exit code " + exit.getAsInt();
        results.put("run " + String.join(" ", words), ending + "\n" + run.output());
      }
    }
    return results;
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

  /// The images that are there.
  List<String> images() throws IOException {
    var ids = new ArrayList<String>();
    for (var row : slipway.images().list()) {
      ids.add(row.id().toString());
    }
    return ids;
  }
}
