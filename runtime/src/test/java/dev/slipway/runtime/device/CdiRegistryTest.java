package dev.slipway.runtime.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.ProcessSpec;
import dev.slipway.runtime.ProcessUser;
import dev.slipway.runtime.RuntimeMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CdiRegistryTest {
  private static final String YAML =
      """
      cdiVersion: "0.6.0"
      kind: "vendor1.com/device"
      annotations:
        org.mobyproject.buildkit.device.autoallow: true
      containerEdits:
        env:
          - COMMON=1
      devices:
        - name: foo
          annotations:
            org.mobyproject.buildkit.device.class: class1
          containerEdits:
            env: [FOO=injected, A=b]
            additionalGids: [7]
        - name: bar
          annotations:
            org.mobyproject.buildkit.device.class: class1
          containerEdits:
            deviceNodes:
              - path: /dev/nothing
                hostPath: /dev/null
                fileMode: 0640
                uid: 3
            mounts:
              - hostPath: /etc
                containerPath: /opt/etc
                options: [ro, nosuid]
      """;

  @TempDir Path folder;

  private CdiRegistry registry(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
    return CdiRegistry.read(List.of(folder));
  }

  private static List<String> names(List<CdiDevice> devices) {
    return devices.stream().map(CdiDevice::name).toList();
  }

  @Test
  void devicesAreFoundByNameKindAndClass() throws Exception {
    CdiRegistry registry = registry("a.yaml", YAML);

    assertThat(names(registry.find("vendor1.com/device=foo")))
        .containsExactly("vendor1.com/device=foo");
    assertThat(names(registry.find("vendor1.com/device")))
        .containsExactly("vendor1.com/device=bar");
    assertThat(names(registry.find("vendor1.com/device=*"))).hasSize(2);
    assertThat(names(registry.find("class1"))).hasSize(2);
    assertThat(registry.find("vendor1.com/device=none")).isEmpty();
    assertThat(registry.find("other")).isEmpty();
    assertThat(CdiRegistry.isAllowedToAll(registry.find("class1").getFirst())).isTrue();
  }

  @Test
  void editsOfTheSpecificationComeOnceAndThoseOfEachDevice() throws Exception {
    GrantedDevices granted = GrantedDevices.of(registry("a.yml", YAML).find("class1"));

    assertThat(granted.environment()).containsExactly("COMMON=1", "FOO=injected", "A=b");
    assertThat(granted.groups()).containsExactly(7L);
    assertThat(granted.mounts())
        .contains(new RuntimeMount.Host(Path.of("/etc"), "/opt/etc", List.of("ro", "nosuid")));
    assertThat(granted.nodes())
        .singleElement()
        .satisfies(node -> {
          assertThat(node.path()).isEqualTo("/dev/nothing");
          assertThat(node.block()).isFalse();
          assertThat(node.major()).isEqualTo(1);
          assertThat(node.minor()).isEqualTo(3);
          assertThat(node.mode()).isEqualTo(0640);
          assertThat(node.uid()).isEqualTo(3);
        });
    var process =
        new ProcessSpec(
            List.of("sh"), List.of("A=a", "Z=z"), "/", new ProcessUser(1, 2, List.of(7L)), false);
    ProcessSpec with = granted.with(process);
    assertThat(with.environment()).containsExactly("A=b", "Z=z", "COMMON=1", "FOO=injected");
    assertThat(with.user().additionalGids()).containsExactly(7L);
  }

  @Test
  void laterDirectoryGoesFirstAndTwoOfANameInOneAreNone() throws Exception {
    String text = "{\"cdiVersion\":\"0.5.0\",\"kind\":\"v.com/c\",\"devices\":[{\"name\":\"d\"}]}";
    Path first = Files.createDirectory(folder.resolve("1"));
    Path second = Files.createDirectory(folder.resolve("2"));
    Files.writeString(first.resolve("a.json"), text);
    Files.writeString(second.resolve("b.json"), text);

    CdiRegistry both = CdiRegistry.read(List.of(first, second, folder.resolve("missing")));
    assertThat(both.find("v.com/c=d").getFirst().specification())
        .isEqualTo(second.resolve("b.json"));

    Files.writeString(second.resolve("c.json"), text);
    CdiRegistry doubled = CdiRegistry.read(List.of(first, second));
    assertThat(doubled.find("v.com/c=d")).isEmpty();
    assertThat(doubled.missing("v.com/c=d"))
        .hasMessage("required device \"v.com/c=d\" is not registered")
        .satisfies(missing -> assertThat(missing.hint()).contains("b.json").contains("c.json"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{ | cannot be read",
        "[] | the specification is no object",
        "{\"kind\":\"v.com/c\"} | the specification has no cdiVersion",
        "{\"cdiVersion\":\"9.0.0\",\"kind\":\"v.com/c\"} | cdiVersion 9.0.0 is not known",
        "{\"cdiVersion\":\"0.5.0\",\"kind\":\"vc\"} | kind vc is not vendor.com/class",
        "{\"cdiVersion\":\"0.5.0\",\"kind\":\"v.com/c\"} | it has no devices",
        "{\"cdiVersion\":\"0.5.0\",\"kind\":\"v.com/c\",\"devices\":3} | devices of the specification is no list",
        "{\"cdiVersion\":\"0.5.0\",\"kind\":\"v.com/c\",\"devices\":[{\"name\":\"/\"}]} | device name / is not one",
        "{\"cdiVersion\":\"0.5.0\",\"kind\":\"v.com/c\",\"what\":1,\"devices\":[{\"name\":\"d\"}]} | unknown members [what]",
        "{\"cdiVersion\":\"0.5.0\",\"kind\":\"v.com/c\",\"devices\":[{\"name\":\"d\"},{\"name\":\"d\"}]} | is there twice",
        "{\"cdiVersion\":\"0.5.0\",\"kind\":\"v.com/c\",\"devices\":[{\"name\":\"d\",\"containerEdits\":{\"env\":[\"A\"]}}]} | env A of containerEdits of device d is not NAME=value",
        "{\"cdiVersion\":\"0.5.0\",\"kind\":\"v.com/c\",\"devices\":[{\"name\":\"d\",\"containerEdits\":{\"mounts\":[{\"hostPath\":\"x\",\"containerPath\":\"/y\"}]}}]} | path x is not absolute",
        "{\"cdiVersion\":\"0.5.0\",\"kind\":\"v.com/c\",\"devices\":[{\"name\":\"d\",\"containerEdits\":{\"mounts\":[{\"hostPath\":\"/x\",\"containerPath\":\"/y\",\"options\":[\"loop\"]}]}}]} | unknown option loop",
        "{\"cdiVersion\":\"0.5.0\",\"kind\":\"v.com/c\",\"devices\":[{\"name\":\"d\",\"containerEdits\":{\"deviceNodes\":[{\"path\":\"/dev/x\",\"type\":\"q\"}]}}]} | type q of device node /dev/x is not b, c or u",
      })
  void damagedSpecificationIsNamedWithWhatIsWrong(String text, String mistake) throws Exception {
    ContainerException missing = registry("bad.json", text).missing("v.com/c=d");

    assertThat(missing.hint()).contains("bad.json: ").contains(mistake);
  }

  @Test
  void whatCannotBeGivenIsRefusedByName() throws Exception {
    CdiRegistry registry =
        registry(
            "a.json",
            """
            {"cdiVersion": "0.8.0", "kind": "v.com/c", "devices": [
              {"name": "hook", "containerEdits": {"hooks": [{"hookName": "createContainer", "path": "/x"}]}},
              {"name": "rdt", "containerEdits": {"intelRdt": {"closID": "x"}}},
              {"name": "read", "containerEdits": {"deviceNodes": [{"path": "/dev/null", "permissions": "r"}]}},
              {"name": "gone", "containerEdits": {"deviceNodes": [{"path": "/dev/no-such-device"}]}}
            ]}
            """);

    for (String[] expected :
        new String[][] {
          {"hook", "device v.com/c=hook needs the hook createContainer /x"},
          {"rdt", "device v.com/c=rdt needs intelRdt"},
          {"read", "device v.com/c=read needs permissions r for /dev/null"},
          {"gone", "device node /dev/no-such-device: "},
        }) {
      assertThatThrownBy(() -> GrantedDevices.of(registry.find("v.com/c=" + expected[0])))
          .isInstanceOf(ContainerException.class)
          .hasMessageStartingWith(expected[1]);
    }
  }
}
