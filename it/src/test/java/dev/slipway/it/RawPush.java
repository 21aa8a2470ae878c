package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Puts whatever it is told into a repository of a real registry, by requests of its own.
///
/// @param repository with the registry's address
record RawPush(String registry, String repository) {
  static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String CONFIG = "application/vnd.oci.image.config.v1+json";

  private URI at(String path) {
    return URI.create("http://" + registry + "/v2/" + repository + "/" + path);
  }

  private static HttpResponse<String> send(String method, URI uri, String type, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofByteArray(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
      return answer;
    }
  }

  Digest blob(byte[] content) throws IOException, InterruptedException {
    Digest digest = Digest.sha256(content);
    HttpResponse<String> opened = send("POST", at("blobs/uploads/"), "", new byte[0]);
    String place = opened.headers().firstValue("location").orElseThrow();
    URI whole = at("").resolve(place + (place.contains("?") ? "&" : "?") + "digest=" + digest);
    send("PUT", whole, "application/octet-stream", content);
    return digest;
  }

  /// @param word a tag, or empty for the content's own digest
  /// @return its descriptor
  String manifest(String word, String type, String content)
      throws IOException, InterruptedException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    String digest = Digest.sha256(bytes).toString();
    send("PUT", at("manifests/" + (word.isEmpty() ? digest : word)), type, bytes);
    return FixedRegistry.descriptor(type, digest, bytes.length);
  }

  /// An image of these layers, for a platform.
  ///
  /// @param layers their descriptors
  /// @return the descriptor of its manifest, without the platform
  String image(String word, String architecture, List<String> layers, List<Digest> diffIds)
      throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    diffIds.forEach(each -> ids.add("\"" + each + "\""));
    byte[] config =
        "{\"architecture\":\"%s\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[%s]}}"
            .formatted(architecture, String.join(",", ids))
            .getBytes(StandardCharsets.UTF_8);
    String descriptor = FixedRegistry.descriptor(CONFIG, blob(config).toString(), config.length);
    return manifest(word, MANIFEST, FixedRegistry.manifest(descriptor, layers));
  }

  /// An index of these entries.
  String index(String word, List<String> entries) throws IOException, InterruptedException {
    String content =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
            .formatted(INDEX, String.join(",", entries));
    return manifest(word, INDEX, content);
  }

  /// An entry that says which machine it is for.
  static String forPlatform(String descriptor, String architecture) {
    return descriptor.substring(0, descriptor.length() - 1)
        + ",\"platform\":{\"os\":\"linux\",\"architecture\":\"%s\"}}".formatted(architecture);
  }

  String name(String tag) {
    return registry + "/" + repository + ":" + tag;
  }
}
