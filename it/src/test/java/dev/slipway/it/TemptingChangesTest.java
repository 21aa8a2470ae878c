package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.builder.BuildRequest;
import dev.slipway.engine.Slipway;
import dev.slipway.engine.lint.LintRequest;
import dev.slipway.engine.vocabulary.SlipwayLocations;
import dev.slipway.improve.plan.Planner;
import dev.slipway.improve.prove.HttpRequest;
import dev.slipway.improve.prove.Proof;
import dev.slipway.improve.prove.Prover;
import dev.slipway.improve.prove.Questions;
import dev.slipway.lint.config.LintConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Changes that would break a service. The analysis that avoids them is turned off: it is shown
/// another program, of which nothing of that kind is to be seen. The proof has to find it out.
@Tag("long")
class TemptingChangesTest {
  private static final Path SERVICES = Path.of("src/test/resources/services");
  private static final String HARMLESS =
      """
      package main

      import (
        "log"
        "net/http"
      )

      func main() {
        log.Fatal(http.ListenAndServe(":8080", nil))
      }
      """;

  @TempDir Path folder;
  private static Program store;

  @BeforeAll
  static void prepare() throws Exception {
    Program.needRoot();
    store = ExampleStore.with("golang:1.19");
  }

  /// What is left of the plan, when the analysis has seen a harmless program.
  private Proof prove(String service, String... requests) throws Exception {
    Path project = Program.copy(SERVICES.resolve(service), folder.resolve("project"));
    Path shown = Program.copy(SERVICES.resolve(service), folder.resolve("shown"));
    Files.writeString(shown.resolve("main.go"), HARMLESS);
    Slipway slipway = Slipway.open(SlipwayLocations.at(store.store(), Map.of(), 0));
    Path file = shown.resolve("Dockerfile");
    var planner =
        new Planner(
            new LintRequest("Dockerfile", file, shown, LintConfig.USUAL, ""),
            slipway.lints(),
            List.of("golang:1.19"));
    List<HttpRequest> asked = List.of(requests).stream().map(HttpRequest::parse).toList();
    var prover =
        new Prover(
            slipway,
            BuildRequest.of(project),
            planner,
            new Questions(asked, List.of(8080), List.of()),
            System.getenv("PATH"),
            _ -> {});
    return prover.prove(Files.readString(file), _ -> true);
  }

  private static void assertLeftOut(Proof proof, String rule, String why) {
    assertThat(proof.impossible()).isEmpty();
    assertThat(proof.rejections()).extracting(each -> each.change().rule().name()).contains(rule);
    assertThat(proof.rejections()).extracting(each -> each.why()).anyMatch(w -> w.contains(why));
    assertThat(proof.plan().changes())
        .extracting(each -> each.rule().name())
        .doesNotContain(rule)
        .isNotEmpty();
  }

  @Test
  void aConfigurationThatWouldBeMissingIsFoundOut() throws Exception {
    assertLeftOut(prove("reads-configuration", "/"), "ToolchainShipped", "/");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "templates; /?name=you; ToolchainShipped; end",
        "static-files; /page.html; ToolchainShipped; /page.html",
        "shells-out; /; ToolchainShipped; GET /",
        "temporary-files; /; ToolchainShipped; GET /",
        "writes-beside-itself; /; RootUser; GET /",
        "zones-by-name; /?name=Europe/Berlin; ToolchainShipped; GET /",
        "tls-client; /; ToolchainShipped; GET /",
        "reads-at-start; /; ToolchainShipped; GET /",
        "asks-who-it-is; /; ToolchainShipped; GET /",
        "system-configuration; /; ToolchainShipped; GET /",
      })
  void whatWouldBreakTheServiceIsLeftOut(String service, String request, String rule, String why)
      throws Exception {
    assertLeftOut(prove(service, request), rule, why);
  }

  /// The answers are the same: only what is asked of the kernel tells that a file is not found.
  @Test
  void aFileThatIsMissedInSilenceIsSeenByTheTracer() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "strace is not installed");

    assertLeftOut(prove("reads-in-silence", "/"), "ToolchainShipped", "files it opens");
  }
}
