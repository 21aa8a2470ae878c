package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a build says of its image, from the command line on.
class AttestationTest {
  @TempDir Path folder;
  private Program slipway;

  @BeforeEach
  void writeContext() throws Exception {
    Path context = Files.createDirectories(folder.resolve("context"));
    slipway = Program.in(folder).at(context);
    Files.writeString(
        context.resolve("status"),
        "Package: libc6\nStatus: install ok installed\nVersion: 2.36-9\nArchitecture: amd64\n");
    Files.writeString(context.resolve("os-release"), "ID=debian\nVERSION_ID=\"12\"\n");
    Files.writeString(
        context.resolve("Dockerfile"),
        "FROM scratch\nARG WORD\nCOPY os-release /etc/\nCOPY status /var/lib/dpkg/status\n"
            + "COPY *.bin /usr/bin/\nLABEL word=$WORD\n");
    Files.writeString(context.resolve("empty.bin"), "");
    Files.writeString(context.resolve("token"), "very-secret-token");
  }

  @Test
  void theListAndTheProvenanceReferToAnImageThatStaysAsItIs() throws Exception {
    String plain = slipway.run("build", "-q", "-t", "said", ".").succeeded().text();
    slipway
        .run(
            "build",
            "-t",
            "said",
            "--sbom=true",
            "--provenance=mode=max",
            "--build-arg",
            "WORD=said",
            "--secret",
            "id=token,src=token",
            ".")
        .succeeded();

    String listed = slipway.run("image", "referrers", "said").succeeded().text();
    assertThat(listed).contains("application/spdx+json", "https://slsa.dev/provenance/v1");
    assertThat(slipway.run("image", "referrers", "--show", "spdx", "said").succeeded().text())
        .contains("pkg:deb/debian/libc6@2.36-9?arch=amd64&distro=debian-12");
    String provenance =
        slipway.run("image", "referrers", "--show", "provenance", "said").succeeded().text();
    assertThat(provenance)
        .contains("\"build-arg:WORD\":\"said\"", "{\"id\":\"token\"}")
        .doesNotContain("very-secret-token");
    assertThat(plain).startsWith("sha256:");
    slipway.run("rmi", "said").succeeded();
    assertThat(slipway.run("image", "referrers", "said").exitCode()).isEqualTo(1);
  }

  @Test
  void buildKitsFormIsAnIndexWithTheImageBesideWhatIsSaid() throws Exception {
    slipway
        .run(
            "build",
            "--attest",
            "type=sbom,form=index,format=cyclonedx",
            "--annotation",
            "index:why=because",
            "-o",
            "type=oci,tar=false,dest=layout",
            ".")
        .succeeded();

    Path layout = slipway.directory().resolve("layout");
    String root = Files.readString(layout.resolve("index.json"));
    String digest = root.replaceAll("(?s).*?\"digest\":\"sha256:([0-9a-f]*)\".*", "$1");
    String index = Files.readString(layout.resolve("blobs/sha256/" + digest));
    assertThat(index)
        .contains("\"why\":\"because\"")
        .contains("\"vnd.docker.reference.type\":\"attestation-manifest\"")
        .contains("\"architecture\":\"unknown\"");
    try (var blobs = Files.list(layout.resolve("blobs/sha256"))) {
      assertThat(blobs.map(AttestationTest::text))
          .anyMatch(
              text -> text.contains("https://cyclonedx.org/bom") && text.contains("\"bomFormat\""));
    }
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (java.io.IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  @Test
  void filesGetTheListBesideThem() throws Exception {
    slipway.run("build", "--sbom=true", "-o", "out", ".").succeeded();

    assertThat(slipway.directory().resolve("out/sbom.spdx.json")).content().contains("libc6");
  }

  @Test
  @Tag("long")
  void aRealGoProgramTellsItsModules() throws Exception {
    Path go = onPath("go");
    assumeTrue(Files.isExecutable(go), "go is not on PATH");
    Path module = Files.createDirectories(folder.resolve("module"));
    Files.writeString(module.resolve("go.mod"), "module example.com/hello\n\ngo 1.19\n");
    Files.writeString(module.resolve("main.go"), "package main\n\nfunc main() { println(1) }\n");
    slipway
        .at(module)
        .with("HOME", folder.toString())
        .with("CGO_ENABLED", "0")
        .runOther(
            go.toString(), "build", "-o", slipway.directory().resolve("hello.bin").toString(), ".")
        .succeeded();

    slipway.run("build", "-t", "go", "--sbom=true", ".").succeeded();

    String version = slipway.runOther(go.toString(), "env", "GOVERSION").succeeded().text();
    assertThat(slipway.run("image", "referrers", "--show", "spdx", "go").succeeded().text())
        .contains("pkg:golang/example.com/hello", "found in /usr/bin/hello.bin")
        .contains("pkg:golang/stdlib@" + version.substring(2));
  }

  private static Path onPath(String program) {
    for (String directory : System.getenv().getOrDefault("PATH", "").split(":")) {
      Path found = Path.of(directory).resolve(program);
      if (Files.isExecutable(found)) {
        return found;
      }
    }
    return Path.of("/nonexistent");
  }
}
