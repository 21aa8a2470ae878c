package dev.slipway.builder.lower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.StageChoice;
import dev.slipway.builder.graph.CopySource;
import dev.slipway.builder.graph.Step;
import dev.slipway.builder.graph.Step.BaseImage;
import dev.slipway.builder.graph.Step.MakeDirectory;
import dev.slipway.builder.graph.Step.Scratch;
import dev.slipway.builder.graph.StepMount;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.image.ContainerConfig;
import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.HealthCheck;
import dev.slipway.image.Image;
import dev.slipway.image.ImageConfig;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.Platform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoweringTest {
  private static final String PATH = "PATH=" + Lowering.DEFAULT_PATH;
  private static final Image BASE =
      image(
          ContainerConfig.EMPTY
              .withEnv(List.of("PATH=/bin", "GOPATH=/go"))
              .withWorkingDir("/go")
              .withUser("base")
              .withCmd(List.of("bash")));

  private static Image image(ContainerConfig config) {
    Digest layer = Digest.sha256("layer".getBytes(StandardCharsets.UTF_8));
    Digest id = Digest.sha256("config".getBytes(StandardCharsets.UTF_8));
    return new Image(
        id,
        ImageConfig.scratch(Platform.host()).withConfig(config).withDiffIds(List.of(layer)),
        Descriptor.of(MediaTypes.OCI_MANIFEST, id, 1),
        List.of(Descriptor.of(MediaTypes.OCI_LAYER, layer, 1)));
  }

  private static BuildPlan plan(
      String text, Map<String, String> arguments, @Nullable String target) {
    return Lowering.lower(
        DockerfileParser.parse("Dockerfile", text),
        LoweringInput.of(new StageChoice(target, arguments), Platform.host()),
        (name, _) -> name.familiarName().equals("base") ? Optional.of(BASE) : Optional.empty());
  }

  static LoweredStage lower(String text) {
    return plan(text, Map.of(), null).target();
  }

  private static ContainerConfig config(String text) {
    return lower(text).config();
  }

  private static List<String> titles(BuildPlan plan) {
    return plan.vertices().stream().map(Vertex::title).toList();
  }

  private static List<String> history(LoweredStage stage) {
    return stage.history().stream().map(PlannedHistory::createdBy).toList();
  }

  private static Step.Run lastRun(BuildPlan plan) {
    return (Step.Run) plan.vertices().getLast().step();
  }

  @Test
  void rootNeedsNoStep() {
    assertThat(lower("FROM scratch\nWORKDIR /\n").filesystem()).isEqualTo(new Scratch());
  }

  @Test
  void relativePathContinuesThePreviousWorkdir() {
    var stage = lower("FROM scratch\nENV NAME=app\nWORKDIR /srv\nUSER 1000\nWORKDIR ${NAME}\n");

    assertThat(stage.workingDirectory()).isEqualTo("/srv/app");
    assertThat(stage.filesystem())
        .isEqualTo(
            new MakeDirectory(new MakeDirectory(new Scratch(), "/srv", ""), "/srv/app", "1000"));
  }

  @Test
  void scratchHasDockersPathAndRoot() {
    assertThat(config("FROM scratch\nENV A=b\n"))
        .isEqualTo(ContainerConfig.EMPTY.withEnv(List.of(PATH, "A=b")).withWorkingDir("/"));
  }

  @Test
  void baseConfigIsInherited() {
    assertThat(config("FROM base\n")).isEqualTo(BASE.config().config());
    assertThat(config("FROM base\nWORKDIR src\n").workingDir()).isEqualTo("/go/src");
  }

  @Test
  void entrypointDropsTheBasesCommandOnly() {
    assertThat(config("FROM base\nENTRYPOINT [\"x\"]\n").cmd()).isNull();
    assertThat(config("FROM base\nCMD cd $GOPATH\nENTRYPOINT [\"x\"]\n").cmd())
        .containsExactly("/bin/sh", "-c", "cd $GOPATH");
    assertThat(config("FROM base\nENTRYPOINT [\"x\"]\nCMD [\"y\"]\n").cmd()).containsExactly("y");
  }

  @Test
  void shellIsUsedByLaterInstructions() {
    var stage = config("FROM base\nSHELL [\"/bin/ash\", \"-xc\"]\nCMD a b\nENTRYPOINT ./x\n");

    assertThat(stage.cmd()).containsExactly("/bin/ash", "-xc", "a b");
    assertThat(stage.entrypoint()).containsExactly("/bin/ash", "-xc", "./x");
    assertThat(stage.argsEscaped()).isTrue();
  }

  @Test
  void everyConfigInstructionIsInTheConfig() {
    var config =
        config(
            """
            FROM base
            ENV B=1 GOPATH=$GOPATH/x
            LABEL q="a b" r=$B
            EXPOSE 53/udp 8080
            VOLUME /v /w
            USER $B
            STOPSIGNAL SIGINT
            HEALTHCHECK --interval=5s --retries=3 CMD ["t"]
            """);

    assertThat(config.env()).containsExactly("PATH=/bin", "GOPATH=/go/x", "B=1");
    assertThat(config.labels()).isEqualTo(Map.of("q", "a b", "r", "1"));
    assertThat(config.exposedPorts()).containsExactly("53/udp", "8080/tcp");
    assertThat(config.volumes()).containsExactly("/v", "/w");
    assertThat(config.user()).isEqualTo("1");
    assertThat(config.stopSignal()).isEqualTo("SIGINT");
    assertThat(config.healthCheck())
        .isEqualTo(
            new HealthCheck(
                List.of("CMD", "t"),
                Duration.ofSeconds(5),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                3));
  }

  @Test
  void historyHasBuildkitsTexts() {
    var plan =
        plan(
            """
            FROM base
            ARG VERSION
            ARG OTHER=5
            ARG NONE
            ENV A=b C="d e"
            RUN go build
            RUN ["echo", "a b"]
            COPY --chown=1:2 --chmod=755 a $A /x/
            ADD t.tar /y
            EXPOSE 8080 53/udp
            VOLUME /v /w
            LABEL a=b "c d"="e f"
            HEALTHCHECK --interval=5s CMD true
            SHELL ["/bin/sh", "-ec"]
            CMD cd "$HOME"
            ENTRYPOINT ["x", "y"]
            MAINTAINER me
            WORKDIR sub/
            WORKDIR /
            """,
            Map.of("VERSION", "0.0.1", "HTTP_PROXY", "p"),
            null);

    assertThat(history(plan.target()))
        .containsExactly(
            "ARG VERSION=0.0.1",
            "ARG OTHER=5",
            "ARG NONE",
            "ENV A=b C=d e",
            "RUN |3 VERSION=0.0.1 OTHER=5 NONE= /bin/sh -c go build # buildkit",
            "RUN |3 VERSION=0.0.1 OTHER=5 NONE= echo a b # buildkit",
            "COPY --chown=1:2 --chmod=755 a b /x/ # buildkit",
            "ADD t.tar /y # buildkit",
            "EXPOSE [53/udp 8080/tcp]",
            "VOLUME [/v /w]",
            "LABEL a=b c d=e f",
            "HEALTHCHECK &{[\"CMD-SHELL\" \"true\"] \"5s\" \"0s\" \"0s\" \"0s\" '\\x00'}",
            "SHELL [/bin/sh -ec]",
            "CMD [\"/bin/sh\" \"-ec\" \"cd \\\"$HOME\\\"\"]",
            "ENTRYPOINT [\"x\" \"y\"]",
            "MAINTAINER me",
            "WORKDIR /go/sub",
            "WORKDIR /");
    assertThat(plan.target().author()).isEqualTo("me");
  }

  @Test
  void cacheMountsAreKeptApartWhereTheBuildIsToldTo() {
    String text = "FROM base\nRUN --mount=type=cache,target=/c/ true\n";

    assertThat(cacheId(plan(text, Map.of(), null))).isEqualTo("/c");
    assertThat(cacheId(plan(text, Map.of("BUILDKIT_CACHE_MOUNT_NS", "apart"), null)))
        .isEqualTo("apart//c");
  }

  private static String cacheId(BuildPlan plan) {
    var run = (Step.Run) plan.target().filesystem();
    return ((StepMount.Cache) run.mounts().getFirst()).directory().id();
  }

  @Test
  void titlesCountTheStagesSteps() {
    var plan =
        plan(
            """
            FROM base AS build
            WORKDIR app
            ARG N=1
            RUN echo $N
            FROM scratch
            COPY --from=build /app /
            """,
            Map.of(),
            null);

    assertThat(titles(plan))
        .containsExactly(
            "[build 1/3] FROM docker.io/library/base:latest",
            "[build 2/3] WORKDIR app",
            "[build 3/3] RUN echo 1",
            "[stage-1 1/1] COPY --from=build /app /");
  }

  @Test
  void oneStageHasNoName() {
    assertThat(titles(plan("FROM base AS b\nRUN true\n", Map.of(), null)))
        .containsExactly("[1/2] FROM docker.io/library/base:latest", "[2/2] RUN true");
  }

  @Test
  void unusedStagesAreNotLookedAt() {
    var plan = plan("FROM nosuch AS unused\nRUN x\nFROM scratch\nCOPY a /\n", Map.of(), null);

    assertThat(titles(plan)).containsExactly("[stage-1 1/1] COPY a /");
  }

  @Test
  void targetIsByNameInAnyCaseOrByNumber() {
    String text = "FROM scratch AS Second\nENV A=1\nFROM scratch\nENV A=2\n";

    assertThat(plan(text, Map.of(), "second").target().config().env()).contains("A=1");
    assertThat(plan(text, Map.of(), "0").target().config().env()).contains("A=1");
    assertThatThrownBy(() -> plan(text, Map.of(), "third"))
        .hasMessageContaining("target stage \"third\" could not be found");
  }

  @Test
  void argumentsReachRunUnlessEnvCoversThem() {
    var run =
        lastRun(
            plan(
                "FROM scratch\nARG A=1\nENV A=$A-x\nARG B\nARG C\nRUN echo\n",
                Map.of("A", "9", "B", "b"),
                null));

    assertThat(run.environment()).containsEntry("A", "9-x").containsEntry("B", "b");
    assertThat(run.environment()).doesNotContainKey("C");
  }

  @Test
  void globalArgumentsNeedAnArgInTheStage() {
    String text = "ARG G=1\nFROM scratch\nARG G\nARG H=${G}x\nENV K=$H\nFROM scratch\nENV K=[$G]\n";

    assertThat(plan(text, Map.of(), "0").target().config().env()).contains("K=1x");
    assertThat(plan(text, Map.of("G", "2"), "0").target().config().env()).contains("K=2x");
    assertThat(plan(text, Map.of(), null).target().config().env()).contains("K=[]");
  }

  @Test
  void argumentsOfABaseStageAreInherited() {
    var plan =
        plan("FROM scratch AS b\nARG X=1\nFROM b\nENV W=$X\nRUN echo\n", Map.of("X", "5"), null);

    assertThat(plan.target().config().env()).contains("W=5");
    assertThat(history(plan.target())).contains("RUN |1 X=5 /bin/sh -c echo # buildkit");
  }

  @Test
  void baseMayBeNamedByAnArgument() {
    assertThat(lower("ARG B=base\nFROM ${B}\n").filesystem())
        .isEqualTo(new BaseImage("docker.io/library/base:latest", BASE));
    assertThatThrownBy(() -> lower("ARG B\nFROM ${B}\n"))
        .hasMessageContaining("base name (${B}) should not be blank");
  }

  @Test
  void proxiesAreInNoKeyAndNoHistory() {
    var plan = plan("FROM scratch\nRUN x\n", Map.of("HTTP_PROXY", "p"), null);

    assertThat(lastRun(plan).proxies())
        .containsEntry("HTTP_PROXY", "p")
        .containsEntry("http_proxy", "p");
    assertThat(lastRun(plan).environment()).doesNotContainKey("HTTP_PROXY");
    assertThat(history(plan.target())).containsExactly("RUN /bin/sh -c x # buildkit");
    assertThat(plan.unusedArguments()).isEmpty();
  }

  @Test
  void unusedBuildArgumentsAreTold() {
    assertThat(plan("FROM scratch\nARG A\n", Map.of("A", "1", "B", "2"), null).unusedArguments())
        .containsExactly("B");
  }

  @Test
  void copyResolvesItsDestination() {
    var plan = plan("FROM base\nCOPY a .\nCOPY a ../b\nCOPY a /c/\n", Map.of(), null);

    assertThat(
            plan.vertices().stream()
                .filter(vertex -> vertex.step() instanceof Step.Copy)
                .map(vertex -> ((Step.Copy) vertex.step()).destination()))
        .containsExactly("/go/", "/b", "/c/");
  }

  @Test
  void copyFromNamesAStageANumberOrAnImage() {
    String stages = "FROM scratch AS One\nENV A=1\nFROM scratch\n";

    assertThat(copySource(stages + "COPY --from=one /a /\n"))
        .isEqualTo(new CopySource.Files(new Scratch()));
    assertThat(copySource(stages + "COPY --from=0 /a /\n"))
        .isEqualTo(new CopySource.Files(new Scratch()));
    assertThat(copySource(stages + "COPY --from=base /a /\n"))
        .isEqualTo(new CopySource.Files(new BaseImage("docker.io/library/base:latest", BASE)));
    assertThat(copySource(stages + "COPY a /\n")).isEqualTo(new CopySource.Context());
  }

  private static CopySource copySource(String text) {
    return ((Step.Copy) lower(text).filesystem()).from();
  }

  @Test
  void tooManyLayersAreRefusedBeforeAnythingRuns() {
    assertThat(lower("FROM base\n" + "RUN true\n".repeat(399)).history()).hasSize(399);
    assertMistake("FROM base\n" + "RUN true\n".repeat(400), "max depth exceeded: 401 layers", 1);
  }

  @Test
  void mistakesShowTheirLine() {
    assertMistake("FROM nosuch:1\n", "nosuch:1: failed to resolve source metadata", 1);
    assertMistake(
        "FROM scratch\nCOPY ../x /\n", "forbidden path outside the build context: ../x", 2);
    assertMistake(
        "FROM scratch AS a\nCOPY --from=a /x /\n", "circular dependency detected on stage: a", 2);
    assertMistake(
        "FROM scratch AS a\nCOPY --from=z /x /\nFROM scratch AS z\nFROM a\nCOPY x /\n",
        "cannot copy from stage \"z\", it needs to be defined before current stage \"a\"",
        2);
    assertMistake("FROM scratch\nCOPY --from=7 /x /\n", "invalid stage index 7", 2);
    assertMistake("FROM scratch\nCOPY --chmod=u+q a /\n", "invalid chmod parameter: 'u+q'", 2);
  }

  private static void assertMistake(String text, String message, int line) {
    assertThatThrownBy(() -> lower(text))
        .isInstanceOfSatisfying(
            DockerfileException.class,
            mistake -> {
              assertThat(mistake.source()).isNotNull();
              assertThat(mistake.diagnostics().getFirst().message()).contains(message);
              assertThat(mistake.diagnostics().getFirst().span().startLine()).isEqualTo(line);
            });
  }
}
