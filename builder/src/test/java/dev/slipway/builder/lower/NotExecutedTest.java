package dev.slipway.builder.lower;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.dockerfile.Add;
import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Run;
import dev.slipway.dockerfile.Variables;
import dev.slipway.dockerfile.parse.DockerfileParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What no step does is refused by its name and not passed over.
class NotExecutedTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY --link a b | COPY --link",
        "COPY --parents a b | COPY --parents",
        "COPY --exclude=x a b | COPY --exclude",
        "ADD --checksum=sha256:00 http://x/y z | ADD --checksum",
        "ADD --unpack=false a b | ADD --unpack",
        "ADD --keep-git-dir https://x/y.git b | ADD --keep-git-dir",
        "RUN --network=none true | RUN --network",
        "RUN --security=insecure true | RUN --security",
        "RUN --device=a.com/b=c true | RUN --device",
        "RUN --mount=type=bind,target=/x true | RUN --mount=type=bind",
        "RUN --mount=type=secret,id=x true | RUN --mount=type=secret",
        "RUN --mount=type=ssh true | RUN --mount=type=ssh",
        "RUN --mount=type=tmpfs,target=/x true | RUN --mount=type=tmpfs",
      })
  void refusedByName(String line, String name) {
    Instruction instruction = DockerfileParser.parseInstruction("Dockerfile", line);

    assertThatThrownBy(() -> refuse(instruction))
        .isInstanceOf(DockerfileException.class)
        .hasMessage(name + " is not built yet");
  }

  private static void refuse(Instruction instruction) {
    switch (instruction) {
      case Copy copy -> NotExecuted.refuse(copy);
      case Add add -> NotExecuted.refuse(add);
      case Run run -> {
        NotExecuted.refuse(run);
        throw NotExecuted.mount(run.mounts(Variables.EMPTY).getFirst());
      }
      default -> throw new AssertionError(instruction);
    }
  }
}
