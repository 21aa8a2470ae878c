package dev.slipway.cli.prepare;

import java.util.List;

/// The commands of each [Training]. A word that begins with `@` stands for a path, or for the
/// address of a registry.
final class TrainingCommands {
  static final String ARCHIVE = "@archive";
  static final String CONTEXT = "@context";
  static final String STEPS = "@steps";
  static final String LEAN = "@lean";
  static final String LINTED = "@linted";
  static final String LOWERED = "@lowered";
  static final String ONTO = "@onto";
  static final String REGISTRY = "@registry";
  static final String TREE = "@tree";

  static final List<String> PREPARATION =
      List.of("build -q -t slipway/training:1 " + CONTEXT, "create slipway/training:1");

  static final List<String> IMAGES =
      List.of("version", "images", "images --digests --no-trunc slipway/training", "images -q");

  static final List<String> PS = List.of("ps -a", "ps", "ps -q", "ps -lq");

  static final List<String> LINT =
      List.of(
          "lint " + LINTED,
          "lint " + LEAN,
          "lint --format json " + LINTED,
          "lint --format sarif " + LINTED);

  /// Nothing is new: what is loaded here, every build has to take in as it starts.
  static final List<String> BUILD =
      List.of(
          "build -q -t slipway/training:1 " + CONTEXT,
          "build --progress plain -t slipway/training:1 " + CONTEXT);

  /// What is loaded when it is needed.
  static final List<String> NEW_BUILD =
      List.of(
          "build -q " + CONTEXT,
          "build --progress plain -t slipway/training:1 " + CONTEXT,
          "build -q -t slipway/training:1 --build-arg A=b " + CONTEXT,
          "build --progress tty --no-cache -t slipway/training:2 " + CONTEXT,
          "build --progress plain -f " + LOWERED + " " + CONTEXT);

  /// Builds whose steps are known.
  static final List<String> KNOWN_STEPS =
      List.of("build -t slipway/steps " + STEPS, "build -q " + STEPS);

  static final List<String> NEW_STEPS = List.of("build --no-cache -t slipway/steps " + STEPS);

  /// A build that follows many reads of the oldest whether it may go.
  static final List<String> HUNDREDTH_BUILD =
      List.of(
          "dev/slipway/builder/history/JournalFile.class",
          "dev/slipway/builder/history/JournalFile$Head.class",
          "dev/slipway/builder/history/JournalInput.class");

  static final List<String> CONTAINER_PREPARATION =
      List.of("import " + TREE + " slipway/training-tree", "build -q -t slipway/steps " + STEPS);

  /// No image is missing: every start would have to take in what asks registries for it.
  static final List<String> CONTAINER_RUNS =
      List.of(
          "run --rm slipway/training-tree /busybox true",
          "run --rm --network none slipway/training-tree /busybox true",
          "run -d --name training -p 18080:80 slipway/training-tree /busybox sleep 1000",
          "rm -f training");

  static final List<String> OTHER_RUNS =
      List.of(
          "run --rm -u root:root slipway/training-tree /busybox true",
          "run --rm -i --network none slipway/training-tree /busybox sh -c /busybox",
          "run -d --name training slipway/training-tree /busybox sleep 1000",
          "restart -t 0 training",
          "rm -f training",
          "run --rm slipway/training-tree nosuch");

  /// Done by another process: what it takes to start a container, no command on one has to take in.
  static final List<String> BEFORE_EXEC =
      List.of("run -d --name training --network none slipway/training-tree /busybox sleep 1000");

  static final List<String> EXEC =
      List.of(
          "exec training /busybox true",
          "logs training",
          "stop -t 0 training",
          "wait training",
          "container cleanup training",
          "rm -f training");

  static final List<String> OTHER_COMMANDS =
      List.of(
          "exec -i -u root training /busybox true",
          "logs -t training",
          "kill -s CONT training",
          "stop -t 10 training",
          "rm -f training");

  /// What a push finds already there is left alone; what is pulled again, too.
  static final List<String> TRANSFER =
      List.of(
          "tag slipway/training:1 @registry/training:1",
          "push --progress plain @registry/training:1",
          "push @registry/training:1",
          "push -q @registry/training:1",
          "tag slipway/training:1 @registry/second:1",
          "push --progress tty @registry/second:1",
          "push -q @registry/nosuch:1");

  /// What a build asks of a registry: a base that the store does not have.
  static final List<String> PUBLISH =
      List.of(
          "build -q --push -t @registry/training:1 " + CONTEXT,
          "build --push --build-arg BASE=@registry/training:1 -t @registry/onto:1 " + ONTO,
          "build -q --push --build-arg BASE=@registry/training:1 -t @registry/onto:1 " + ONTO);

  static final List<String> OTHER_PUBLISH =
      List.of(
          "build -q --push -t @registry/training:1 " + CONTEXT,
          "build --progress tty --push --no-cache --build-arg BASE=@registry/training:1"
              + " -t @registry/second:1 "
              + ONTO,
          "build --push --build-arg BASE=@registry/nosuch:1 -t @registry/onto:1 " + ONTO);

  /// Into a store that has nothing.
  static final List<String> ELSEWHERE =
      List.of(
          "pull @registry/training:1",
          "pull --progress tty @registry/training:1",
          "pull -q @registry/training:1",
          "pull @registry/nosuch:1",
          "manifest inspect @registry/training:1",
          "image copy -q @registry/training:1 @registry/copy:1");

  static final List<String> ALL =
      List.of(
          "--help",
          "images --unknown",
          "images --format {{.Repository}}:{{.Tag}}",
          "history slipway/training:1",
          "ps",
          "inspect slipway/training:1",
          "image inspect -f {{json .Config}} slipway/training:1",
          "image tree slipway/training:1",
          "image tree slipway/training:1",
          "tag slipway/training:1 slipway/training:3",
          "save -o " + ARCHIVE + " slipway/training:1",
          "rmi slipway/training:1 slipway/training:3",
          "load -i " + ARCHIVE,
          "info",
          "image prune -f");

  private TrainingCommands() {}
}
