package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Digest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a build pushes to a real registry, and what it says of it.
class BuildPushTest {
  @TempDir private Path folder;
  private RealRegistry registry;
  private Program slipway;
  private String name;

  @BeforeEach
  void prepare() throws Exception {
    registry = RealRegistry.plain(folder.resolve("registry"));
    slipway =
        Program.in(folder)
            .at(Files.createDirectories(folder.resolve("context")))
            .with("DOCKER_CONFIG", folder.resolve("docker").toString());
    name = registry.address() + "/team/echo:1";
    Files.writeString(slipway.directory().resolve("file"), "content\n");
    Files.writeString(
        slipway.directory().resolve("Dockerfile"), "FROM scratch\nCOPY file /\nCMD [\"/file\"]\n");
  }

  @AfterEach
  void stop() throws Exception {
    registry.close();
  }

  /// The manifest as the registry has it.
  private byte[] manifest(String word) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("http://" + registry.address() + "/v2/team/echo/manifests/" + word))
              .header("Accept", "application/vnd.oci.image.manifest.v1+json")
              .header("Accept", "application/vnd.oci.image.index.v1+json")
              .build();
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      assertThat(response.statusCode()).isEqualTo(200);
      return response.body();
    }
  }

  private static String digest(String json) {
    return json.replaceAll("(?s).*\"containerimage.digest\": \"([^\"]*)\".*", "$1");
  }

  @Test
  void theMetadataNamesWhatTheRegistryHas() throws Exception {
    slipway.run("build", "--push", "-t", name, "--metadata-file", "meta.json", ".").succeeded();

    assertThat(digest(Files.readString(slipway.directory().resolve("meta.json"))))
        .isEqualTo(Digest.sha256(manifest("1")).toString());
  }

  @Test
  void whatIsSaidIsThereAndNamesThePushedImage() throws Exception {
    slipway.run("build", "--push", "--load", "--sbom=true", "-t", name, ".").succeeded();

    Digest pushed = Digest.sha256(manifest("1"));
    String list = Files.readString(slipway.store().resolve("referrers").resolve(pushed.hex()));
    String referrer = list.replaceAll("(?s).*?\"digest\":\"(sha256:[0-9a-f]*)\".*", "$1");
    assertThat(new String(manifest(referrer), StandardCharsets.UTF_8))
        .contains("\"subject\"", pushed.toString(), "application/spdx+json");
  }

  @Test
  void anIndexWithItsAttestationsGoesToARegistry() throws Exception {
    slipway
        .run("build", "--attest", "type=sbom,form=index", "-o", "type=registry,name=" + name, ".")
        .succeeded();

    assertThat(new String(manifest("1"), StandardCharsets.UTF_8))
        .contains("application/vnd.oci.image.index.v1+json", "attestation-manifest");
    assertThat(slipway.run("images", "-q").text()).isEmpty();
  }
}
