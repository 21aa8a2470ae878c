package dev.slipway.engine.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.BuildResult;
import dev.slipway.engine.Slipway;
import dev.slipway.engine.image.Images;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Removing an image leaves the cache of builds alone, as Docker does.
class RemovalAndBuildsTest {
  private static final String DOCKERFILE = "FROM scratch\nCOPY a /x/\nCOPY b /x/\n";

  private BuildFixture fixture;

  @BeforeEach
  void prepare(@TempDir Path directory) throws IOException {
    fixture = new BuildFixture(directory);
  }

  @Test
  void aRemovedImageIsBuiltAgainFromTheCache() throws Exception {
    fixture.write("a", "1");
    fixture.write("b", "2");
    Images images = Slipway.open(fixture.locations).images();
    BuildResult first = fixture.build(DOCKERFILE);

    assertThat(images.remove(first.image().id().hex(), true, false).deleted())
        .contains(first.image().id());
    assertThat(images.prune(true, List.of()).lines()).isEmpty();
    assertThat(images.list()).isEmpty();
    assertThat(fixture.root.resolve("blobs/sha256")).isEmptyDirectory();
    BuildResult second = fixture.build(DOCKERFILE);

    assertThat(second.executedSteps()).isZero();
    assertThat(second.image()).isEqualTo(first.image());
    assertThat(images.inspect(second.image().id().hex())).containsEntry("Size", 2L);
  }
}
