package dev.slipway.improve.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.Slipway;
import dev.slipway.engine.lint.LintRequest;
import dev.slipway.engine.vocabulary.SlipwayLocations;
import dev.slipway.improve.Change;
import dev.slipway.improve.Plan;
import dev.slipway.lint.config.LintConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The articles' files, improved without being built.
class PlannerTest {
  private static final Path EXAMPLES = Path.of("../examples");
  private static final String MOD = "module example.com/app\n\ngo 1.22\n";
  private static final String NAIVE =
      "FROM golang:1.22\nWORKDIR /app\nCOPY . .\nRUN go build -o app .\nCMD [\"./app\"]\n";

  @TempDir Path folder;

  private Plan plan(Path file, String... images) throws IOException {
    Slipway slipway = Slipway.open(SlipwayLocations.at(folder.resolve("store"), Map.of(), 0));
    Path context = file.toAbsolutePath().normalize().getParent();
    var request = new LintRequest("Dockerfile", file, context, LintConfig.USUAL, "");
    return new Planner(request, slipway.lints(), List.of(images))
        .plan(Files.readString(file), _ -> true);
  }

  private Plan project(String main, String... more) throws IOException {
    Files.writeString(folder.resolve("Dockerfile"), NAIVE);
    Files.writeString(folder.resolve("go.mod"), MOD);
    Files.writeString(folder.resolve("main.go"), "package main\n" + main);
    for (String name : more) {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.writeString(folder.resolve(name), "x");
    }
    return plan(folder.resolve("Dockerfile"));
  }

  private static List<String> rules(Plan plan) {
    var names = new ArrayList<String>();
    for (Change change : plan.changes()) {
      names.add(change.rule().name());
    }
    return names;
  }

  @Test
  void theNaiveFileBecomesTheLeanOne() throws IOException {
    Plan plan = plan(EXAMPLES.resolve("api/Dockerfile.1-naive"));

    assertThat(plan.text())
        .isEqualTo(
            """
            # Works, and no more: an unpinned base, everything copied first, compiled at every start.
            FROM golang:1.19 AS build
            WORKDIR /app
            COPY go.mod go.sum ./
            RUN --mount=type=cache,target=/go/pkg/mod \\
                go mod download
            COPY . .
            RUN --mount=type=cache,target=/go/pkg/mod \\
                --mount=type=cache,target=/root/.cache/go-build \\
                CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o api-golang .

            FROM scratch
            WORKDIR /app
            COPY --from=build /etc/passwd /etc/group /etc/
            COPY --from=build /app/api-golang /app/api-golang
            ENV GIN_MODE=release
            EXPOSE 8080
            LABEL org.opencontainers.image.title="api-golang"
            USER 65532:65532
            CMD ["/app/api-golang"]
            """);
    assertThat(rules(plan))
        .containsExactly(
            "UnpinnedBase",
            "GoRunAtStart",
            "ModulesBeforeSource",
            "ToolchainShipped",
            "StripBinary",
            "TrimPath",
            "GoCacheMounts",
            "GinReleaseMode",
            "MissingExpose",
            "MissingLabels",
            "RootUser");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1-naive",
        "2-pinned",
        "3-binary",
        "4-modules-first",
        "5-multi-stage",
        "6-environment",
        "7-nonroot",
        "8-metadata",
        "9-cache-mounts"
      })
  void everyRungReachesScratchAndStaysThere(String rung) throws IOException {
    Plan plan = plan(EXAMPLES.resolve("api/Dockerfile." + rung));

    assertThat(plan.text())
        .contains("\nFROM scratch\n", "-trimpath", "-s -w", "\nUSER ", "\nEXPOSE 8080\n")
        .contains("\nENV GIN_MODE=release\n");
    Path result = Files.writeString(folder.resolve("Dockerfile"), plan.text());
    for (String file : new String[] {"go.mod", "go.sum", "main.go", ".dockerignore"}) {
      Files.copy(EXAMPLES.resolve("api").resolve(file), folder.resolve(file));
    }
    assertThat(rules(plan(result))).isEmpty();
  }

  @Test
  void commentsStayAndSettingsMoveToTheStageThatIsShipped() throws IOException {
    Plan plan = plan(EXAMPLES.resolve("api/Dockerfile.8-metadata"));

    assertThat(plan.text().lines().filter(line -> line.startsWith("#")))
        .containsExactlyElementsOf(
            plan.original().lines().filter(line -> line.startsWith("#")).toList());
    assertThat(plan.text().indexOf("LABEL")).isGreaterThan(plan.text().indexOf("FROM scratch"));
  }

  @Test
  void aBaseIsPinnedToTheNearestVersionThatIsAtHand() throws IOException {
    Path naive = EXAMPLES.resolve("echo/Dockerfile.naive");

    assertThat(plan(naive, "golang:1.5", "golang:1.20", "golang:1.19").text())
        .contains("FROM golang:1.19 AS build\n");
  }

  @Test
  void aStaticProgramLeavesItsDistribution() throws IOException {
    Plan plan = plan(EXAMPLES.resolve("service/Dockerfile"));

    assertThat(plan.text())
        .contains("FROM scratch\n", "-ldflags=\"-X main.Version=${VERSION} -s -w\"")
        .contains("USER 65532:65532\n", "##\n## The stage that ships\n##\n");
    assertThat(plan.files()).extracting(each -> each.path()).containsExactly(".dockerignore");
  }

  @Test
  void aCommandThatDoesNothingBecomesAWorkdir() throws IOException {
    Plan plan = plan(EXAMPLES.resolve("tool/Dockerfile_1"));

    assertThat(plan.text()).contains("WORKDIR $GOPATH\n").doesNotContain("CMD cd");
  }

  @Test
  void aProgramWithCIsLinkedStatically() throws IOException {
    Plan plan = project("// int one() { return 1; }\nimport \"C\"\nfunc main() { C.one() }\n");

    assertThat(plan.text())
        .contains("-linkmode external -extldflags -static", "FROM scratch", "-tags=netgo,osusergo")
        .doesNotContain("CGO_ENABLED=0");
  }

  @Test
  void filesThatTheProgramReadsAreCopiedToo() throws IOException {
    Plan plan =
        project(
            "import \"html/template\"\nfunc main() { template.ParseGlob(\"templates/*\") }\n",
            "templates/a.html");

    assertThat(plan.text()).contains("COPY --from=build /app/templates /app/templates\n");
  }

  @Test
  void aProgramThatStartsOthersKeepsItsBase() throws IOException {
    Plan plan = project("import \"os/exec\"\nfunc main() { exec.Command(\"git\").Run() }\n");

    assertThat(rules(plan)).doesNotContain("ToolchainShipped");
    assertThat(plan.text()).doesNotContain("scratch");
  }

  @Test
  void zonesCertificatesAndTemporaryFilesComeAlong() throws IOException {
    Plan plan =
        project(
            """
            import (
            	"net/http"
            	"os"
            	"time"
            )
            func main() {
            	os.CreateTemp("", "")
            	time.LoadLocation("Asia/Tokyo")
            	http.Get("https://example.com/")
            }
            """);

    assertThat(plan.text())
        .contains("-tags=timetzdata")
        .contains("COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/\n")
        .contains("RUN mkdir -m 1777 -p /rootfs/tmp\n", "COPY --from=build /rootfs/ /\n");
  }
}
