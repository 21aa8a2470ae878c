package dev.slipway.builder.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.ExtraHost;
import dev.slipway.builder.NetworkAccess;
import dev.slipway.builder.StepSettings;
import dev.slipway.builder.graph.Step.BaseImage;
import dev.slipway.builder.graph.Step.Copy;
import dev.slipway.builder.graph.Step.MakeDirectory;
import dev.slipway.builder.graph.Step.Run;
import dev.slipway.builder.graph.Step.Scratch;
import dev.slipway.image.ContainerConfig;
import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageConfig;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.Platform;
import dev.slipway.runtime.ContainerResources;
import dev.slipway.runtime.ResourceLimit;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StepKeyTest {
  private static final StepKey PARENT = StepKey.of(StepInputs.scratch());
  private static final Digest CONTENT = digest("content");

  private static Digest digest(String text) {
    return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Run run(List<String> arguments, Map<String, String> environment) {
    return new Run(
        new Scratch(),
        arguments,
        new TreeMap<>(environment),
        new TreeMap<>(),
        "/",
        "",
        List.of(),
        Step.Access.DEFAULT);
  }

  private static StepKey key(Run run) {
    return StepKey.of(StepInputs.of(run, PARENT, List.of()));
  }

  private static StepKey key(Copy copy, Digest content) {
    return StepKey.of(StepInputs.of(copy, PARENT, content));
  }

  private static Copy copy(String source, String destination) {
    return new Copy(
        new Scratch(),
        new CopySource.Context(),
        List.of(new CopyInput.Pattern(source)),
        destination,
        CopyOptions.COPY,
        false);
  }

  @Test
  void definitionAndParentMakeTheKeyOfARun() {
    Run run = run(List.of("a", "b"), Map.of("A", "1"));

    assertThat(key(run)).isEqualTo(key(run(List.of("a", "b"), Map.of("A", "1"))));
    assertThat(key(run)).isNotEqualTo(key(run(List.of("a b"), Map.of("A", "1"))));
    assertThat(key(run)).isNotEqualTo(key(run(List.of("a", "b"), Map.of("A", "2"))));
    assertThat(key(run)).isNotEqualTo(StepKey.of(StepInputs.of(run, key(run), List.of())));
  }

  @Test
  void proxiesAreInNoKey() {
    var proxies = new TreeMap<>(Map.of("HTTP_PROXY", "http://proxy"));
    var run =
        new Run(
            new Scratch(),
            List.of("a"),
            new TreeMap<>(),
            proxies,
            "/",
            "",
            List.of(),
            Step.Access.DEFAULT);

    assertThat(key(run)).isEqualTo(key(run(List.of("a"), Map.of())));
  }

  @Test
  void namesOfHostsAreInTheKeyAndTheirAddressesAreNot() {
    StepKey one = key(run(hosts("db", "10.0.0.1")));

    assertThat(one).isEqualTo(key(run(hosts("db", "10.0.0.2"))));
    assertThat(one).isNotEqualTo(key(run(hosts("other", "10.0.0.1"))));
    assertThat(one).isNotEqualTo(key(run(StepSettings.DEFAULT)));
  }

  @Test
  void networkAndResourcesAreInTheKey() {
    var resources =
        List.of(
            ContainerResources.DEFAULT,
            new ContainerResources(1 << 20, List.of(), null),
            new ContainerResources(0, List.of(new ResourceLimit("nofile", 1, 2)), null),
            new ContainerResources(0, List.of(new ResourceLimit("nofile", 1, 3)), null),
            new ContainerResources(0, List.of(), "parent"));
    var keys = new HashSet<StepKey>();
    for (NetworkAccess network : NetworkAccess.values()) {
      for (ContainerResources each : resources) {
        keys.add(key(run(new StepSettings(network, List.of(), each))));
      }
    }

    assertThat(keys).hasSize(NetworkAccess.values().length * resources.size());
  }

  private static StepSettings hosts(String name, String address) {
    return new StepSettings(
        NetworkAccess.DEFAULT, List.of(new ExtraHost(name, address)), ContainerResources.DEFAULT);
  }

  private static Run run(StepSettings settings) {
    return new Run(
        new Scratch(),
        List.of("a"),
        new TreeMap<>(),
        new TreeMap<>(),
        "/",
        "",
        List.of(),
        new Step.Access(settings, false, List.of(), null));
  }

  @Test
  void definitionAndContentMakeTheKeyOfACopy() {
    assertThat(key(copy("a", "/"), CONTENT)).isEqualTo(key(copy("a", "/"), CONTENT));
    assertThat(key(copy("a", "/"), CONTENT)).isNotEqualTo(key(copy("a", "/"), digest("other")));
    assertThat(key(copy("a", "/"), CONTENT)).isNotEqualTo(key(copy("a", "/x"), CONTENT));
  }

  @Test
  void directoryDependsOnItsUser() {
    var root = new MakeDirectory(new Scratch(), "/d", "");
    var other = new MakeDirectory(new Scratch(), "/d", "1000");

    assertThat(StepInputs.of(root, PARENT)).isNotEqualTo(StepInputs.of(other, PARENT));
  }

  @Test
  void baseIsItsLayersAndItsConfig() {
    ContainerConfig config = ContainerConfig.EMPTY.withEnv(List.of("A=1"));

    assertThat(base(config, "id", "layer", 1)).isEqualTo(base(config, "other id", "layer", 2));
    assertThat(base(config, "id", "layer", 1)).isNotEqualTo(base(config, "id", "other layer", 1));
    assertThat(base(config, "id", "layer", 1))
        .isNotEqualTo(base(ContainerConfig.EMPTY.withEnv(List.of("A=2")), "id", "layer", 1));
  }

  private static StepKey base(ContainerConfig config, String id, String layer, long created) {
    Image image =
        new Image(
            digest(id),
            ImageConfig.scratch(Platform.host())
                .withConfig(config)
                .withCreated(Instant.ofEpochSecond(created))
                .withDiffIds(List.of(digest(layer))),
            Descriptor.of(MediaTypes.OCI_MANIFEST, digest(id), 1),
            List.of(Descriptor.of(MediaTypes.OCI_LAYER, digest(layer), 1)));
    return StepKey.of(StepInputs.of(new BaseImage("base", image)));
  }

  @Test
  void inputsAreNamed() {
    assertThat(StepInputs.of(copy("a", "/"), PARENT, CONTENT))
        .containsEntry("step", "copy")
        .containsEntry("parent", PARENT.hex())
        .containsEntry("destination", "/")
        .containsEntry("content", CONTENT.toString());
  }
}
