package language;

import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Variables;
import dev.slipway.dockerfile.WordExpander;
import dev.slipway.dockerfile.ignore.PatternList;
import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.dockerfile.print.DockerfileFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// How long large and hostile Dockerfiles take.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class LanguageBenchmark {
  private static final Span START = new Span(1, 1, 1, 1);
  private static final String STAGE =
      """
      FROM golang:1.26 AS build
      ARG VERSION=1.2.3
      ENV GOFLAGS=-trimpath CGO_ENABLED=0
      WORKDIR /src
      COPY --chown=1000:1000 go.mod go.sum ./
      RUN --mount=type=cache,target=/root/.cache/go-build \\
          go build -ldflags "-X main.version=${VERSION}" -o /out/app ./cmd/app
      LABEL org.opencontainers.image.title="app" org.opencontainers.image.version=${VERSION}
      EXPOSE 8080/tcp
      CMD ["/out/app", "--listen", ":8080"]
      """;
  private static final String PIECE = "x".repeat(60_000) + "\\\n";

  private final String tenThousandLines = STAGE.repeat(1_000);
  private final String megabyteLine = "FROM x\nRUN a " + PIECE.repeat(17) + "\n";
  private final String continuations = "FROM x\nRUN a" + " \\\n b".repeat(1_000_000) + "\n";
  private final String deepJson =
      "FROM x\nCMD " + ("[".repeat(50_000) + "\\\n").repeat(20) + "\n";
  private final String deepWord = "${A:-".repeat(190) + "}".repeat(190);
  private final Variables longValue = Variables.of(Map.of("V", "a".repeat(60_000)));

  @Benchmark
  public Dockerfile parseTenThousandLines() {
    return DockerfileParser.parse("Dockerfile", tenThousandLines);
  }

  @Benchmark
  public String formatTenThousandLines() {
    return DockerfileFormat.format("Dockerfile", tenThousandLines);
  }

  @Benchmark
  public Dockerfile parseAMegabyteOfOneInstruction() {
    return DockerfileParser.parse("Dockerfile", megabyteLine);
  }

  @Benchmark
  public Dockerfile parseAMillionContinuations() {
    return DockerfileParser.parse("Dockerfile", continuations);
  }

  @Benchmark
  public Dockerfile parseDeepJson() {
    return DockerfileParser.parse("Dockerfile", deepJson);
  }

  @Benchmark
  public Object expandDeepSubstitutions() {
    return WordExpander.of('\\').expand(deepWord, Variables.EMPTY, START);
  }

  @Benchmark
  public Object replaceInALongValue() {
    return WordExpander.of('\\').expand("${V//" + "a".repeat(1_000) + "b/x}", longValue, START);
  }

  @Benchmark
  public boolean matchStarsAgainstALongPath() {
    return PatternList.of(List.of("*a".repeat(200) + "b")).matches("a".repeat(4_000));
  }
}
