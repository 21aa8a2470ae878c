package dev.slipway.builder.lower;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.slipway.builder.StageChoice;
import dev.slipway.builder.check.BuildChecks;
import dev.slipway.builder.check.IgnoreSource;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.check.Findings;
import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.image.Platform;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A file twice as long takes twice the work to read, check and lower. The memory that is asked for
/// is what is counted: unlike time it is the same on a busy machine.
class GrowthTest {
  private static final int LINES = 1_500;
  private static final Platform HOST = Platform.of("linux", "amd64");
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LABEL a=b c=d",
        "LABEL k%1$d=v",
        "LABEL k%1$d=$PATH",
        "LABEL k%1$d=$unknown%1$d",
        "ENV k%1$d=v",
        "ENV k%2$d=$k%1$d",
        "ARG k%1$d=v",
        "ARG k%1$d=$unknown%1$d",
        "EXPOSE %1$d",
        "VOLUME /v%1$d",
        "ONBUILD LABEL k%1$d=v",
        "CMD [\"a\"]",
        "WORKDIR /",
        "MAINTAINER a",
        "RUN true",
        "COPY <<EOF /a%1$d\na\nEOF",
        "FROM scratch AS s%1$d",
        "FROM scratch AS s%1$d\nFROM s%1$d AS s%2$d",
        "FROM scratch\nCOPY --from=%1$d a b",
        "FROM scratch AS s\nLABEL a=b",
      })
  void aFileTwiceAsLongTakesTwiceTheWork(String line) {
    work(line, LINES); // Loads what is loaded once.

    assertThat(work(line, 2 * LINES)).isLessThan(3 * work(line, LINES));
  }

  private static long work(String line, int lines) {
    var text = new StringBuilder("FROM scratch\nENV k0=v\n");
    for (int i = 0; i < lines; i++) {
      text.append(line.formatted(i, i + 1)).append('\n');
    }
    long thread = Thread.currentThread().threadId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    Dockerfile file = DockerfileParser.parse("Dockerfile", text.toString());
    Lowering.check(
        file,
        LoweringInput.of(new StageChoice(null, Map.of()), HOST),
        (_, _) -> Optional.empty(),
        new BuildChecks(
            new Findings(file.source(), file.directives().checks()),
            Map.of(),
            HOST,
            IgnoreSource.NONE));
    return THREADS.getThreadAllocatedBytes(thread) - before;
  }
}
