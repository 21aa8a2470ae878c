package dev.slipway.improve.prove;

import dev.slipway.engine.Slipway;
import dev.slipway.image.ContainerConfig;
import dev.slipway.image.HealthCheck;
import dev.slipway.image.Image;
import dev.slipway.improve.trace.TraceReader;
import dev.slipway.improve.trace.Tracer;
import dev.slipway.improve.trace.Watched;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Runs an image twice, first as it is, to measure it, then watched, and looks at what it does.
final class Look {
  private static final Duration WITH_PORTS = Duration.ofSeconds(60);
  private static final Duration WITHOUT_PORTS = Duration.ofSeconds(10);

  /// A program that compiles itself first takes its time, which does not count.
  private static final Duration LONGEST = Duration.ofMinutes(6);

  /// So long after the first question the second is asked: a clock in an answer has moved on.
  private static final Duration BETWEEN = Duration.ofMillis(1_100);

  private static final Duration PAUSE = Duration.ofMillis(25);

  /// So often a port that takes connections may be silent before it is taken to speak no HTTP.
  private static final int SILENCES = 3;

  private final Slipway slipway;
  private final Questions questions;
  private final Optional<Tracer> tracer;
  private final Path folder;

  /// @param folder for what the tracer writes
  Look(Slipway slipway, Questions questions, Optional<Tracer> tracer, Path folder) {
    this.slipway = slipway;
    this.questions = questions;
    this.tracer = tracer;
    this.folder = folder;
  }

  Observation of(Image image, long size, Duration build, List<Integer> ports)
      throws IOException, InterruptedException {
    ContainerConfig config = image.config().config();
    String id = image.id().toString();
    SortedMap<String, String> commands = commands(id, config);
    try (TrialRun run = TrialRun.start(slipway, id, List.of(), ports)) {
      Map<Integer, Integer> open = await(run, ports);
      Duration start = run.age();
      SortedMap<String, List<HttpAnswer>> answers = ask(open, 2);
      long pid = run.pid();
      OptionalInt exit = pid == 0 ? run.exit() : OptionalInt.empty();
      long memory = 0;
      Optional<Inside> inside = Optional.empty();
      String health = "";
      Optional<Duration> stop = Optional.empty();
      if (exit.isEmpty()) {
        for (long each : Processes.all(pid)) {
          memory += Processes.memory(each);
        }
        inside = inside(Processes.program(pid), config);
        health = health(run, config);
        stop = run.stop();
      }
      String output = exit.isPresent() ? run.output() : "";
      SortedSet<String> changed = run.changed(config.volumes());
      Again again = again(id, ports, exit.isPresent());
      boolean measured = exit.isPresent() || !open.isEmpty();
      return new Observation(
          size,
          build,
          exit,
          exit.isPresent() ? List.of(output, again.output()) : List.of(),
          answers,
          measured ? Optional.of(start) : Optional.empty(),
          memory,
          inside,
          stop,
          commands,
          health,
          changed,
          Declared.of(config),
          again.watched());
    }
  }

  private static Optional<Inside> inside(long program, ContainerConfig config) {
    String user = Processes.user(program);
    Map<String, String> environment = Processes.environment(program);
    String directory = Processes.directory(program);
    try (var root = new ContainerRootView(program)) {
      var places = new TreeSet<>(List.of("/tmp", "/var/tmp"));
      places.addAll(config.volumes());
      places.add(directory);
      places.add(environment.getOrDefault("HOME", "/"));
      boolean own = root.ownZones();
      return Optional.of(
          new Inside(
              user,
              environment,
              directory,
              root.zone(environment, own),
              root.certificates(environment),
              root.writable(user, places),
              own));
    } catch (IOException ended) {
      return Optional.empty();
    }
  }

  /// What the image's own health check gives.
  private static String health(TrialRun run, ContainerConfig config) throws IOException {
    HealthCheck check = config.healthCheck();
    if (check == null || check.test().size() < 2) {
      return "";
    }
    List<String> words = check.test().subList(1, check.test().size());
    if (check.test().getFirst().equals("CMD")) {
      return run.exec(words);
    }
    List<String> shell = config.shell();
    var command = new ArrayList<>(shell == null ? List.of("/bin/sh", "-c") : shell);
    command.addAll(words);
    return run.exec(command);
  }

  /// The second run.
  ///
  /// @param output of a program that ends by itself
  private record Again(String output, Watched watched) {}

  private Again again(String image, List<Integer> ports, boolean ends)
      throws IOException, InterruptedException {
    if (tracer.isEmpty()) {
      Watched unseen = new Watched.NotSeen("strace is not installed");
      if (!ends) {
        return new Again("", unseen);
      }
      try (TrialRun run = TrialRun.start(slipway, image, List.of(), ports)) {
        await(run, ports);
        return new Again(run.output(), unseen);
      }
    }
    var sight = new Sight(tracer.get(), folder.resolve("trace"));
    try (TrialRun run = TrialRun.start(slipway, image, List.of(), ports, sight::begin)) {
      long program;
      try {
        ask(await(run, ports), 1);
        long pid = run.pid();
        program = pid == 0 ? 0 : Processes.program(pid);
      } finally {
        sight.end();
      }
      return new Again(ends ? run.output() : "", sight.watched(program));
    }
  }

  /// The watching of one run; where it is not allowed, the run goes on unwatched.
  private static final class Sight {
    private final Tracer tracer;
    private final Path log;
    private Tracer.@Nullable Session session;
    private String why = "it was not started";

    private Sight(Tracer tracer, Path log) {
      this.tracer = tracer;
      this.log = log;
    }

    private void begin(long pid) throws InterruptedException {
      try {
        session = tracer.attach(pid, log);
      } catch (IOException refused) {
        why = String.valueOf(refused.getMessage());
      }
    }

    private void end() {
      if (session != null) {
        session.close();
      }
    }

    private Watched watched(long program) throws IOException {
      return session == null
          ? new Watched.NotSeen(why)
          : new Watched.Seen(TraceReader.read(log, program));
    }
  }

  /// Waits for the first answer, and gives the ports that answer with those of the host.
  private static Map<Integer, Integer> await(TrialRun run, List<Integer> ports)
      throws IOException, InterruptedException {
    Duration patience = ports.isEmpty() ? WITHOUT_PORTS : WITH_PORTS;
    Duration ready = Duration.ZERO;
    var open = new TreeMap<Integer, Integer>();
    var silences = new TreeMap<Integer, Integer>();
    while (open.isEmpty() && run.exit().isEmpty() && run.age().compareTo(LONGEST) < 0) {
      for (int port : ports) {
        int host = run.hostPort(port);
        if (host > 0 && answers(host, port, silences)) {
          open.put(port, host);
        }
      }
      if (Processes.isCompiling(run.pid())) {
        ready = run.age();
      } else if (run.age().minus(ready).compareTo(patience) > 0) {
        return open;
      }
      if (open.isEmpty()) {
        Thread.sleep(PAUSE);
      }
    }
    return open;
  }

  private static boolean answers(int host, int port, Map<Integer, Integer> silences) {
    return switch (HttpClient.reach(host)) {
      case ANSWERS -> true;
      case SILENT -> silences.merge(port, 1, Integer::sum) >= SILENCES;
      case CLOSED -> false;
    };
  }

  private SortedMap<String, List<HttpAnswer>> ask(Map<Integer, Integer> open, int rounds)
      throws InterruptedException {
    var answers = new TreeMap<String, List<HttpAnswer>>();
    for (int round = 0; round < rounds && !open.isEmpty(); round++) {
      for (var port : open.entrySet()) {
        boolean silent = true;
        var asked = new ArrayList<String>();
        for (HttpRequest request : questions.requests()) {
          HttpAnswer answer = HttpClient.ask(port.getValue(), request);
          if (answer != null) {
            silent = false;
            String what = port.getKey() + " " + request;
            int times = Collections.frequency(asked, what);
            asked.add(what);
            add(answers, times == 0 ? what : what + " (" + (times + 1) + ")", answer);
          }
        }
        if (silent) {
          add(answers, port.getKey() + " (no HTTP)", new HttpAnswer(0, "", "takes connections"));
        }
      }
      if (round + 1 < rounds) {
        Thread.sleep(BETWEEN);
      }
    }
    return answers;
  }

  private static void add(Map<String, List<HttpAnswer>> answers, String what, HttpAnswer answer) {
    answers.computeIfAbsent(what, _ -> new ArrayList<>()).add(answer);
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
      try (TrialRun run = TrialRun.start(slipway, image, command, List.of())) {
        while (run.exit().isEmpty() && run.age().compareTo(LONGEST) < 0) {
          Thread.sleep(PAUSE);
        }
        OptionalInt exit = run.exit();
        String ending = exit.isEmpty() ? "runs on" : "exit code " + exit.getAsInt();
        results.put("run " + String.join(" ", words), ending + "\n" + run.output());
      }
    }
    return results;
  }
}
