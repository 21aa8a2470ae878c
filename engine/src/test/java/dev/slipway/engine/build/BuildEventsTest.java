package dev.slipway.engine.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.BuildEvent;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a build tells of how its steps hang together.
class BuildEventsTest {
  private static final String CONTEXT = "[internal] load build context";
  private static final String TWO_STAGES =
      """
      FROM scratch AS one
      COPY a /a
      FROM scratch
      COPY --from=one /a /b
      COPY a /c
      """;

  @TempDir Path folder;

  /// The titles of what each step builds on, by the step's own.
  private static Map<String, List<String>> inputs(List<BuildEvent> events) {
    Map<Integer, String> titles = new HashMap<>();
    Map<String, List<String>> inputs = new TreeMap<>();
    for (BuildEvent event : events) {
      if (event instanceof BuildEvent.StepStarted(int number, String title, var on, _)) {
        titles.put(number, title);
        inputs.put(title, on.stream().map(titles::get).toList());
      } else if (event instanceof BuildEvent.StepCached(int number, String title, var on)) {
        titles.putIfAbsent(number, title);
        inputs.put(title, on.stream().map(titles::get).toList());
      }
    }
    return inputs;
  }

  @Test
  void stepNamesTheStepsAndTheContextThatItBuildsOn() throws Exception {
    var fixture = new BuildFixture(folder);
    fixture.write("a", "1");

    fixture.build(TWO_STAGES);

    assertThat(inputs(fixture.events))
        .containsEntry(CONTEXT, List.of())
        .containsEntry("[one 1/1] COPY a /a", List.of(CONTEXT))
        .containsEntry("[stage-1 1/2] COPY --from=one /a /b", List.of("[one 1/1] COPY a /a"))
        .hasEntrySatisfying(
            "[stage-1 2/2] COPY a /c",
            on ->
                assertThat(on)
                    .containsExactlyInAnyOrder("[stage-1 1/2] COPY --from=one /a /b", CONTEXT));
    Map<String, List<String>> first = inputs(fixture.events);

    fixture.build(TWO_STAGES);

    assertThat(fixture.cached()).hasSize(3);
    assertThat(inputs(fixture.events)).isEqualTo(first);
  }
}
