package dev.slipway.image.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageException;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.Platform;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IndexDocumentTest {
  private static final Digest DIGEST = Digest.sha256(new byte[0]);

  private static IndexDocument parse(String json) {
    return IndexDocument.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    Descriptor descriptor =
        new Descriptor(
            MediaTypes.OCI_MANIFEST,
            DIGEST,
            7,
            Map.of("a", "<1>", "b", ""),
            new Platform("linux", "arm", "v7"));

    assertThat(IndexDocument.parse(IndexDocument.of(List.of(descriptor)).toJson()).manifests())
        .containsExactly(descriptor);
  }

  @Test
  void nullsAndUnknownMembersOfOtherToolsAreNothing() {
    IndexDocument index =
        parse(
            "{\"schemaVersion\":2,\"mediaType\":null,\"subject\":null,\"x\":{\"y\":[1,{}]},"
                + "\"manifests\":[{\"digest\":\""
                + DIGEST
                + "\",\"size\":7,\"annotations\":null,\"urls\":[\"u\"],\"platform\":"
                + "{\"os\":\"linux\",\"os.features\":[\"f\"],\"variant\":null,\"architecture\":\"amd64\"},"
                + "\"mediaType\":\"m\"}],\"annotations\":null}");

    assertThat(index.manifests())
        .containsExactly(new Descriptor("m", DIGEST, 7, Map.of(), Platform.of("linux", "amd64")));
    assertThat(parse("{\"manifests\":null}").manifests()).isEmpty();
    assertThat(parse("{}").manifests()).isEmpty();
  }

  @Test
  void brokenIndexesAreRefused() {
    for (String json :
        List.of("", "{", "[]", "{\"manifests\":[{]}", "{\"manifests\":[{\"size\":")) {
      assertThatThrownBy(() -> parse(json)).as(json).isInstanceOf(ImageException.class);
    }
    assertThatThrownBy(() -> parse("{\"manifests\":[{}]}").manifests())
        .isInstanceOf(ImageException.class);
  }
}
