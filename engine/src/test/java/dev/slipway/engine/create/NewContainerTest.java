package dev.slipway.engine.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageConfig;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.spec.ConfigDocument;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.run.ContainerId;
import dev.slipway.runtime.run.ContainerRecord;
import dev.slipway.runtime.run.NetworkMode;
import dev.slipway.runtime.run.PortRecord;
import dev.slipway.runtime.run.VolumeRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewContainerTest {
  private static final ContainerId ID = new ContainerId("ab".repeat(32));

  private static ContainerRecord record(String imageConfig, ContainerRequest request) {
    byte[] document =
        ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":"
                + imageConfig
                + ",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}")
            .getBytes(StandardCharsets.UTF_8);
    ImageConfig config = ConfigDocument.parse(document);
    Digest digest = Digest.sha256(document);
    var manifest = new Descriptor(MediaTypes.OCI_MANIFEST, digest, 1, Map.of(), null);
    return new NewContainer(request, new Image(digest, config, manifest, List.of()), new Nearby())
        .record(ID, "name", Instant.EPOCH, Path.of("/here"));
  }

  /// A request in which only these differ from a plain one.
  private static ContainerRequest request(
      List<String> command,
      @Nullable String entrypoint,
      List<String> environment,
      List<String> volumes,
      List<String> ports,
      boolean publishAll,
      NetworkMode network) {
    return ContainerRequest.of("image", command)
        .withProcess(
            new ProcessSettings(
                command, Optional.ofNullable(entrypoint), environment, "", "", "", false, false))
        .withNetwork(new NetworkSettings(network, ports, List.of(), publishAll, "", List.of()))
        .withMounts(new MountSettings(volumes, List.of(), List.of(), List.of()));
  }

  /// One volume of another container, one image of one layer, volumes by numbers.
  private static final class Nearby implements Surroundings {
    private int drawn;

    @Override
    public ContainerRecord container(String word) {
      throw new IllegalArgumentException(word);
    }

    @Override
    public List<String> layers(String image) {
      return List.of("sha256:" + "1".repeat(64));
    }

    @Override
    public String network(String word) {
      throw new IllegalArgumentException(word);
    }

    @Override
    public String volumeName() {
      return "drawn" + drawn++;
    }
  }

  private static List<String> arguments(
      String config, @Nullable String entrypoint, String... command) {
    return record(
            config,
            request(
                List.of(command),
                entrypoint,
                List.of(),
                List.of(),
                List.of(),
                false,
                NetworkMode.BRIDGE))
        .arguments();
  }

  @Test
  void entrypointAndCommandFollowDockersRules() {
    String both = "{\"Entrypoint\":[\"/e\"],\"Cmd\":[\"c\"]}";
    assertThat(arguments(both, null)).containsExactly("/e", "c");
    assertThat(arguments(both, null, "x", "y")).containsExactly("/e", "x", "y");
    assertThat(arguments(both, "/other")).containsExactly("/other");
    assertThat(arguments(both, "/other", "x")).containsExactly("/other", "x");
    assertThat(arguments(both, "", "x")).containsExactly("x");
    assertThat(arguments("{\"Cmd\":[\"c\"]}", null)).containsExactly("c");
    assertThatThrownBy(() -> arguments(both, "")).hasMessage("no command specified");
    assertThatThrownBy(() -> arguments("{}", null)).hasMessage("no command specified");
  }

  @Test
  void theUsersVariablesReplaceTheImages() {
    ContainerRecord record =
        record(
            "{\"Cmd\":[\"c\"],\"Env\":[\"A=1\",\"B=2\",\"C=3\"]}",
            request(
                List.of(),
                null,
                List.of("B=two", "C", "D=4"),
                List.of(),
                List.of(),
                false,
                NetworkMode.BRIDGE));

    assertThat(record.environment()).containsExactly("A=1", "B=two", "C", "D=4");
  }

  @Test
  void volumesOfTheImageAreItsOwnUnlessTheUserNamesADirectory() {
    ContainerRecord record =
        record(
            "{\"Cmd\":[\"c\"],\"Volumes\":{\"/data\":{},\"/log\":{}}}",
            request(
                List.of(),
                null,
                List.of(),
                List.of("/host:/data/:ro", "./rel:/rel", "/more"),
                List.of(),
                false,
                NetworkMode.BRIDGE));

    assertThat(record.volumes())
        .containsExactly(
            new VolumeRecord("/host", "/data", true),
            new VolumeRecord("/here/rel", "/rel", false),
            anonymous("drawn0", "/more"),
            anonymous("drawn1", "/log"));
  }

  private static VolumeRecord anonymous(String name, String target) {
    return new VolumeRecord(
        VolumeRecord.Kind.VOLUME, name, target, false, List.of(VolumeRecord.ANONYMOUS));
  }

  @Test
  void badVolumesAreRefused() {
    refusedVolume("/a:b", "invalid mount path: 'b' mount path must be absolute");
    refusedVolume("/a:/", "destination can't be '/'");
    refusedVolume("/a:/b:rz", "invalid mode: rz");
    refusedVolume("/a:/b:ro:x", "too many colons");
    refusedVolume("/a::ro", "empty section between colons");
    refusedVolume("a b:/c", "includes invalid characters");
  }

  private static void refusedVolume(String volume, String message) {
    assertThatThrownBy(() ->
            record(
                "{\"Cmd\":[\"c\"]}",
                request(
                    List.of(),
                    null,
                    List.of(),
                    List.of(volume),
                    List.of(),
                    false,
                    NetworkMode.BRIDGE)))
        .hasMessageContaining(message);
  }

  @Test
  void exposedPortsArePublishedOnDemandButNotTwice() {
    ContainerRecord record =
        record(
            "{\"Cmd\":[\"c\"],\"ExposedPorts\":{\"80/tcp\":{},\"81/udp\":{}}}",
            request(
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of("127.0.0.1:8080:80"),
                true,
                NetworkMode.BRIDGE));

    assertThat(record.ports())
        .containsExactly(
            new PortRecord("127.0.0.1", 8080, 80, "tcp"), new PortRecord("0.0.0.0", 0, 81, "udp"));
    assertThat(record.exposedPorts()).containsExactly("80/tcp", "81/udp");
  }

  @Test
  void aNetworkThatCannotPublishHasNoPorts() {
    ContainerRequest onHost =
        request(List.of(), null, List.of(), List.of(), List.of("80:80"), false, NetworkMode.HOST);

    assertThat(onHost.network().discardsPorts()).isTrue();
    assertThat(record("{\"Cmd\":[\"c\"]}", onHost).ports()).isEmpty();
  }

  @Test
  void theImagesConfigIsTheRest() {
    ContainerRecord record =
        record(
            "{\"Cmd\":[\"c\"],\"User\":\"nonroot\",\"WorkingDir\":\"/app/\",\"StopSignal\":\"QUIT\","
                + "\"Labels\":{\"a\":\"b\"}}",
            ContainerRequest.of("image", List.of()));

    assertThat(record.user()).isEqualTo("nonroot");
    assertThat(record.workingDirectory()).isEqualTo("/app");
    assertThat(record.stopSignal()).isEqualTo("QUIT");
    assertThat(record.labels()).containsEntry("a", "b");
    assertThat(record.hostname()).isEqualTo("abababababab");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/tmp:/proc", "/tmp:/proc/x", "/proc", "/tmp:/etc/../proc/"})
  void theContainersOwnProcStaysUncovered(String volume) {
    assertThatThrownBy(() -> record("{\"Cmd\":[\"a\"]}", volumes(volume)))
        .isInstanceOf(ContainerException.class)
        .hasMessageContaining("/proc");
    assertThatThrownBy(
            () -> record("{\"Cmd\":[\"a\"],\"Volumes\":{\"/proc\":{}}}", volumes("/tmp:/a")))
        .hasMessageContaining("/proc");
    assertThat(record("{\"Cmd\":[\"a\"]}", volumes("/proc:/process")).volumes()).hasSize(1);
  }

  private static ContainerRequest volumes(String volume) {
    return request(
        List.of(), null, List.of(), List.of(volume), List.of(), false, NetworkMode.BRIDGE);
  }

  @Test
  void aSignalThatIsNoneIsRefused() {
    var plain =
        request(List.of(), null, List.of(), List.of(), List.of(), false, NetworkMode.BRIDGE);

    assertThat(record("{\"Cmd\":[\"a\"],\"StopSignal\":\"RTMIN+3\"}", plain).stopSignal())
        .isEqualTo("RTMIN+3");
    assertThat(record("{\"Cmd\":[\"a\"],\"StopSignal\":\"9\"}", plain).stopSignal()).isEqualTo("9");
    for (String wrong : List.of("SIGNOSUCH", "0", "65", "-1", "TERM ")) {
      assertThatThrownBy(() -> record("{\"Cmd\":[\"a\"],\"StopSignal\":\"" + wrong + "\"}", plain))
          .as(wrong)
          .hasMessage("invalid stop signal: " + wrong);
    }
  }
}
