package dev.slipway.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerfileCommandsTest {
  private static final String MESSY = "from  x  as a\ncopy  b   c\nFROM scratch\nrun  d\n";
  private static final String TIDY = "FROM x AS a\nCOPY b c\n\nFROM scratch\nRUN d\n";

  @TempDir Path folder;

  private static TestRun run(String input, String... words) {
    var all = new ArrayList<>(List.of("dockerfile"));
    all.addAll(List.of(words));
    return TestRun.of(all, input);
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("Dockerfile"), text).toString();
  }

  @Test
  void parseShowsANodeForEachInstruction() throws IOException {
    String file = file("FROM x\nONBUILD COPY --link <<A 3<<-'B' /\n1\nA\n\t2\nB\nENV A b c\n");

    assertThat(run("", "parse", file).succeeded().out())
        .isEqualTo(
            "{\"file\":\""
                + file
                + "\",\"ok\":true,\"escape\":\"\\\\\",\"nodes\":["
                + "{\"name\":\"from\",\"flags\":[],\"json\":false,\"args\":[\"x\"],\"nested\":null,"
                + "\"startLine\":1,\"endLine\":1,\"original\":\"FROM x\",\"heredocs\":[]},"
                + "{\"name\":\"onbuild\",\"flags\":[],\"json\":false,\"args\":[],\"nested\":"
                + "{\"name\":\"copy\",\"flags\":[\"--link\"],\"json\":false,"
                + "\"args\":[\"<<A\",\"3<<-'B'\",\"/\"],\"nested\":null,\"startLine\":0,"
                + "\"endLine\":0,\"original\":\"COPY --link <<A 3<<-'B' /\",\"heredocs\":[]},"
                + "\"startLine\":2,\"endLine\":6,"
                + "\"original\":\"ONBUILD COPY --link <<A 3<<-'B' /\",\"heredocs\":["
                + "{\"name\":\"A\",\"fd\":0,\"expand\":true,\"chomp\":false,\"content\":\"1\\n\"},"
                + "{\"name\":\"B\",\"fd\":3,\"expand\":false,\"chomp\":true,"
                + "\"content\":\"\\t2\\n\"}]},"
                + "{\"name\":\"env\",\"flags\":[],\"json\":false,\"args\":[\"A\",\"b c\",\"\"],"
                + "\"nested\":null,\"startLine\":7,\"endLine\":7,\"original\":\"ENV A b c\","
                + "\"heredocs\":[]}],\"warnings\":[]}\n");
  }

  @Test
  void parseAnswersForEachFileWhateverIsWrongWithOne() throws IOException {
    String good = file("FROM x\nRUN a \\\n\n  b\n");
    String bad = Files.writeString(folder.resolve("bad"), "FROM x\nRUN <<E\n").toString();

    List<String> lines =
        run("FROM y\n", "parse", good, bad, folder + "/none", "-")
            .succeeded()
            .out()
            .lines()
            .toList();

    assertThat(lines).hasSize(4);
    assertThat(lines.get(0))
        .endsWith(
            "\"warnings\":[{\"line\":4,\"text\":\"Empty continuation line found in: RUN a   b\"}]}");
    assertThat(lines.get(1))
        .contains("\"ok\":false,\"error\":\"unterminated heredoc\",\"line\":2}");
    assertThat(lines.get(2)).contains("\"ok\":false,\"error\":\"no such file: ");
    assertThat(lines.get(3)).startsWith("{\"file\":\"-\",\"ok\":true,");
  }

  @Test
  void expandAnswersEachLine() {
    String questions =
        """
        {"id":1,"mode":"word","escape":"\\\\","env":["A=b"],"input":"${A}${B:-c}","rawQuotes":false,"skipUnset":false}

        {"id":"two","mode":"words","input":"a 'b c'","rawQuotes":true}
        {"id":3,"input":"${A:?gone}"}
        {"id":4.5,"input":"$A","skipUnset":true}
        {"id":5,"mode":"sentence"}
        nonsense
        {"id":6,"input":7}
        """;

    assertThat(run(questions, "expand").succeeded().out().lines())
        .containsExactly(
            "{\"id\":1,\"ok\":true,\"result\":[\"bc\"],\"matched\":[\"A\"],\"unmatched\":[\"B\"]}",
            "{\"id\":\"two\",\"ok\":true,\"result\":[\"a\",\"'b c'\"],\"matched\":[],"
                + "\"unmatched\":[]}",
            "{\"id\":3,\"ok\":false,\"error\":\"A: gone\"}",
            "{\"id\":4.5,\"ok\":true,\"result\":[\"$A\"],\"matched\":[],\"unmatched\":[\"A\"]}",
            "{\"id\":5,\"ok\":false,\"error\":\"mode must be word or words\"}",
            "{\"id\":null,\"ok\":false,\"error\":\"the line is no JSON, from character 1\"}",
            "{\"id\":6,\"ok\":false,\"error\":\"input must be a string\"}");
  }

  @Test
  void aQuestionMayBeMegabytesLong() {
    String word = "x".repeat(2_000_000);

    assertThat(run("{\"id\":1,\"input\":\"" + word + "\"}\n", "expand").succeeded().out())
        .isEqualTo(
            "{\"id\":1,\"ok\":true,\"result\":[\""
                + word
                + "\"],\"matched\":[],\"unmatched\":[]}\n");
    assertThat(run("[".repeat(1_000_000), "expand").succeeded().out())
        .contains("nested too deeply");
  }

  @Test
  void matchTakesPatternsAndIgnoreFiles() {
    String questions =
        """
        {"id":1,"patterns":["**/*.o","!keep.o"],"path":"a/b.o"}
        {"id":2,"patterns":["**/*.o","!keep.o"],"path":"keep.o"}
        {"id":3,"ignorefile":"# no\\n /a/../b/ \\n! /c\\n"}
        {"id":4,"patterns":["["],"path":"a"}
        """;

    List<String> lines = run(questions, "match").succeeded().out().lines().toList();

    assertThat(lines.subList(0, 3))
        .containsExactly(
            "{\"id\":1,\"ok\":true,\"match\":true}",
            "{\"id\":2,\"ok\":true,\"match\":false}",
            "{\"id\":3,\"ok\":true,\"patterns\":[\"b\",\"!c\"]}");
    assertThat(lines.get(3)).startsWith("{\"id\":4,\"ok\":false,\"error\":");
  }

  @Test
  void fmtWritesToStandardOutput() throws IOException {
    String file = file(MESSY);

    assertThat(run("", "fmt", file).succeeded().out()).isEqualTo(TIDY);
    assertThat(run(MESSY, "fmt").succeeded().out()).isEqualTo(TIDY);
    assertThat(Path.of(file)).hasContent(MESSY);
  }

  @Test
  void fmtWritesTheFileWhereAsked() throws IOException {
    String file = file(MESSY);

    assertThat(run("", "fmt", "-w", file).succeeded().out()).isEmpty();
    assertThat(Path.of(file)).hasContent(TIDY);
  }

  @Test
  void fmtChecksAndShowsDifferences() throws IOException {
    String file = file(MESSY);

    var check = run("", "fmt", "--check", file);
    assertThat(check.code()).isEqualTo(1);
    assertThat(check.out()).isEqualTo(file + "\n");
    assertThat(run("", "fmt", "--diff", file).succeeded().out())
        .startsWith("--- " + file + "\n")
        .contains("-from  x  as a\n", "+FROM x AS a\n");
    assertThat(run("", "fmt", "--check", "--diff", file).code()).isEqualTo(1);
    assertThat(run(TIDY, "fmt", "--check").succeeded().out()).isEmpty();
  }

  @Test
  void fmtFormatsTheOtherFilesWhenOneIsBroken() throws IOException {
    String bad = Files.writeString(folder.resolve("bad"), "FROM x\nRUN <<E\n").toString();

    var run = run("", "fmt", bad, folder + "/none", file(MESSY));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEqualTo(TIDY);
    assertThat(run.err()).contains("bad:2:1: error: unterminated heredoc", "no such file: ");
  }

  @Test
  void fmtLeavesAFileAloneThatIsNoUtf8() throws IOException {
    byte[] latin = {'f', 'r', 'o', 'm', ' ', 'x', '\n', '#', ' ', (byte) 0xe9, '\n'};
    Path file = Files.write(folder.resolve("latin"), latin);

    var run = run("", "fmt", "-w", file.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("not UTF-8: " + file);
    assertThat(file).hasBinaryContent(latin);
  }

  @Test
  void graphShowsWhatStagesAndStepsNeed() throws IOException {
    String file =
        file(
            """
            ARG BASE=golang:1
            FROM ${BASE} AS base
            FROM base AS build
            WORKDIR /src
            COPY . .
            RUN --mount=from=tools,target=/t go build
            ENV A=b
            FROM alpine AS unused
            FROM scratch
            COPY --from=build /a /
            ADD https://example.com/x /
            """);

    assertThat(run("", "graph", "--build-arg", "BASE=go:2", file).succeeded().out())
        .isEqualTo(
            """
            base <- image go:2

            build <- base
                4  WORKDIR /src
                5  COPY . .  <- context
                6  RUN --mount=from=tools,target=/t go build  <- image tools

            unused (not needed) <- image alpine

            stage-3 (target) <- scratch
               10  COPY --from=build /a /  <- build
               11  ADD https://example.com/x /  <- https://example.com/x
            """);
    assertThat(run("", "graph", "--target", "unused", file).succeeded().out())
        .contains("unused (target)", "base (not needed)", "build (not needed)");
    assertThat(run("", "graph", "--target", "biuld", file).err())
        .contains("could not be found", "did you mean build?");
  }

  @Test
  void graphIsAGraphvizGraph() throws IOException {
    String file = file("FROM \"a\nCOPY --from=b c d\n");

    assertThat(
            run(
                    "FROM a\nCOPY --from=b c d\nFROM scratch\nCOPY --from=0 \"x\" /\n",
                    "graph",
                    "--format",
                    "dot",
                    "-")
                .succeeded()
                .out())
        .isEqualTo(
            """
            digraph dockerfile {
              node [shape=box];
              o0 [label="a", shape=cylinder];
              o1 [label="b", shape=cylinder];
              o2 [label="scratch", shape=cylinder];
              subgraph cluster_0 {
                label="stage-0";
                s0_0 [label="FROM"];
                s0_1 [label="COPY --from=b c d"];
              }
              subgraph cluster_1 {
                label="stage-1";
                style=bold;
                s1_0 [label="FROM"];
                s1_1 [label="COPY --from=0 \\"x\\" /"];
              }
              o0 -> s0_0;
              s0_0 -> s0_1;
              o1 -> s0_1 [style=dashed];
              o2 -> s1_0;
              s1_0 -> s1_1;
              s0_1 -> s1_1 [style=dashed];
            }
            """);
    assertThat(run("", "graph", file).err()).contains("double-quote");
    assertThat(run("", "graph", "--format", "png", file(MESSY)).err())
        .contains("invalid format: png");
  }
}
