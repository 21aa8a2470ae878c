package dev.slipway.engine.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildGrants;
import dev.slipway.builder.DeviceGrants;
import dev.slipway.image.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `RUN --device`, with devices that specifications of the test describe.
class BuildsDeviceTest {
  private BuildFixture fixture;
  private Path specifications;
  private DeviceGrants nothing;

  @BeforeEach
  void prepare(@TempDir Path directory) throws IOException {
    fixture = new BuildFixture(directory).withBusybox();
    specifications = Files.createDirectory(directory.resolve("cdi"));
    nothing = DeviceGrants.NONE.in(List.of(specifications));
    Path tool = Files.writeString(directory.resolve("tool"), "from the host\n");
    Files.writeString(
        specifications.resolve("vendor.json"),
        """
        {
        	"cdiVersion": "0.6.0",
        	"kind": "vendor.com/class",
        	"containerEdits": {"env": ["COMMON=1"]},
        	"devices": [
        		{"name": "sink", "containerEdits": {
        			"env": ["SINK=/dev/sink"],
        			"deviceNodes": [
        				{"path": "/dev/sink", "hostPath": "/dev/null", "fileMode": 416, "uid": 5, "gid": 6},
        				{"path": "/opt/zero", "hostPath": "/dev/zero"}],
        			"mounts": [{"hostPath": "%s", "containerPath": "/opt/tool", "options": ["ro", "bind"]}],
        			"additionalGids": [77]}},
        		{"name": "free", "annotations": {"org.mobyproject.buildkit.device.autoallow": "true"}},
        		{"name": "hooked", "containerEdits": {
        			"hooks": [{"hookName": "createContainer", "path": "/usr/bin/x"}]}}
        	]
        }
        """
            .formatted(tool));
  }

  private BuildException refusal(String dockerfile, DeviceGrants grants) throws Exception {
    try {
      build(dockerfile, grants);
    } catch (BuildException expected) {
      return expected;
    }
    throw new AssertionError("the build succeeded");
  }

  private Image build(String dockerfile, DeviceGrants grants) throws Exception {
    return fixture
        .build(fixture.request(dockerfile).withGrants(BuildGrants.NONE.withDevices(grants)))
        .image();
  }

  @Test
  void stepGetsTheDevicesNodesMountsVariablesAndGroupsAndTheLayerNothing() throws Exception {
    Image image =
        build(
            """
            FROM busybox
            RUN --device=vendor.com/class=sink ls -ln $SINK /opt/zero; echo $COMMON; cat /opt/tool; \
              echo x >$SINK; touch /opt/tool; id
            """,
            nothing.withAll());

    assertThat(fixture.output())
        .containsPattern("crw-r----- +1 5 +6 +1, +3 .* /dev/sink\n")
        .containsPattern("crw-rw-rw- .* 1, +5 .* /opt/zero\n")
        .contains("1\n")
        .contains("from the host\n")
        .contains("touch: /opt/tool: Read-only file system")
        .contains("groups=0(root),77");
    assertThat(fixture.layers(image, 1)).containsExactly(List.of());
  }

  @Test
  void deviceNeedsLeaveByItsNameItsAliasOrForAll() throws Exception {
    String text = "FROM busybox\nRUN --device=vendor.com/class=sink true\n";
    BuildException refused = refusal(text, nothing);
    assertThat(refused)
        .hasMessage("device vendor.com/class=sink is requested by the build but not allowed");
    assertThat(refused.excerpt())
        .hasValueSatisfying(shown ->
            assertThat(shown)
                .startsWith("Dockerfile:2:5: error: ")
                .contains("build with --allow device=vendor.com/class=sink"));

    build(text, nothing.with("vendor.com/class=sink", ""));
    build(text, nothing.with("vendor.com/class=*", ""));
    build(
        "FROM busybox\nRUN --device=mine test -c /dev/sink\n",
        nothing.with("mine", "vendor.com/class=sink"));
    build("FROM busybox\nRUN --device=vendor.com/class=free true\n", nothing);
  }

  @Test
  void requiredDeviceMustBeThereAndAnotherMayBeMissing() throws Exception {
    BuildException refused =
        refusal("FROM busybox\nRUN --device=vendor.com/class=no,required true\n", nothing);
    assertThat(refused).hasMessage("required device \"vendor.com/class=no\" is not registered");

    build("FROM busybox\nRUN --device=vendor.com/class=no true\n", nothing);
    assertThat(fixture.events.toString())
        .contains("Optional devices are not registered: [vendor.com/class=no]");
  }

  @Test
  void deviceThatNeedsAHookIsRefusedByName() throws Exception {
    assertThat(
            refusal("FROM busybox\nRUN --device=vendor.com/class=hooked true\n", nothing.withAll()))
        .hasMessage("device vendor.com/class=hooked needs the hook createContainer /usr/bin/x");
  }

  @Test
  void devicesOfAStepAreInItsKey() throws Exception {
    build("FROM busybox\nRUN true\n", nothing);
    build("FROM busybox\nRUN --device=vendor.com/class=free true\n", nothing);
    assertThat(fixture.cached()).noneMatch(title -> title.contains("RUN"));

    build("FROM busybox\nRUN --device=vendor.com/class=free true\n", nothing);
    assertThat(fixture.cached()).anyMatch(title -> title.contains("RUN"));
  }
}
