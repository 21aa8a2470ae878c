package dev.slipway.builder.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.CachePlace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class DirectoryBackendTest extends CacheBackendContract {
  @Override
  CacheBackend backend() {
    return backend("latest");
  }

  private CacheBackend backend(String tag) {
    return CacheBackends.of(new CachePlace.Directory(folder.resolve("cache"), tag, null));
  }

  @Test
  void eachTagHasItsOwnManifest() throws Exception {
    backend("one").publish("{\"schemaVersion\":2}".getBytes(StandardCharsets.UTF_8), "a");
    backend("two").publish("{\"schemaVersion\":3}".getBytes(StandardCharsets.UTF_8), "a");

    assertThat(backend("one").manifest().orElseThrow()).asString().contains("2");
    assertThat(backend("two").manifest().orElseThrow()).asString().contains("3");
  }

  @Test
  void aDamagedListIsTold() throws Exception {
    Files.createDirectories(folder.resolve("cache"));
    Files.writeString(folder.resolve("cache/index.json"), "{");

    assertThatThrownBy(() -> backend().manifest())
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("is damaged");
  }
}
