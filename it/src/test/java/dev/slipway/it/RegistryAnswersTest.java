package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What registries may answer beside what was asked for.
class RegistryAnswersTest {
  @TempDir private Path folder;
  private FixedRegistry registry;
  private Program slipway;

  @BeforeEach
  void prepare() throws Exception {
    registry = FixedRegistry.start();
    slipway = Program.in(folder);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private void tags(String query, String tags, Map<String, String> headers) {
    registry.put(
        "box/tags/list" + query,
        "application/json",
        ("{\"name\":\"box\",\"tags\":" + tags + "}").getBytes(StandardCharsets.UTF_8),
        headers);
  }

  @Test
  void tagsAreReadPageByPage() {
    tags("?n=1000", "[\"1\",\"2\"]", Map.of("Link", "</v2/box/tags/list?last=2>; rel=\"next\""));
    tags("?last=2", "[\"3\"]", Map.of());
    Outcome listed = slipway.run("image", "tags", registry.address() + "/box").succeeded();
    assertThat(listed.output().lines()).containsExactly("1", "2", "3");
  }

  @Test
  void oneConnectionServesAllRequestsThatFollowEachOther() {
    String last = "";
    for (int page = 0; page < 5; page++) {
      String next = "</v2/box/tags/list?last=" + page + ">; rel=\"next\"";
      tags(last.isEmpty() ? "?n=1000" : last, "[\"" + page + "\"]", Map.of("Link", next));
      last = "?last=" + page;
    }
    tags(last, "[]", Map.of());
    slipway.run("image", "tags", registry.address() + "/box").succeeded();
    assertThat(registry.asked()).hasSizeGreaterThan(6);
    assertThat(registry.callers()).hasSize(1);
  }

  @Test
  void pagesOfAnotherHostAreNotAskedFor() {
    Map<String, String> elsewhere =
        Map.of("Link", "<http://127.0.0.1:1/v2/box/tags/list>; rel=\"next\"");
    tags("?n=1000", "[\"1\"]", elsewhere);
    Outcome listed = slipway.run("image", "tags", registry.address() + "/box").succeeded();
    assertThat(listed.output().lines()).containsExactly("1");
  }

  @Test
  void pagesThatLeadInACircleEnd() {
    tags("", "[\"1\"]", Map.of("Link", "</v2/box/tags/list?again>; rel=\"next\""));
    Outcome listed = slipway.run("image", "tags", registry.address() + "/box").succeeded();
    assertThat(listed.output().lines()).containsExactly("1");
    assertThat(registry.asked().stream().filter(each -> each.contains("/tags/list"))).hasSize(2);
  }

  @Test
  void whatARegistryWarnsOfIsShown() {
    registry.image(List.of(), List.of());
    registry.warn("box/manifests/1", "this repository goes away");
    Outcome pulled = slipway.run("pull", registry.address() + "/box:1").succeeded();
    assertThat(pulled.all())
        .contains("warning of " + registry.address() + ": this repository goes away");
  }
}
