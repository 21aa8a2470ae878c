package dev.slipway.builder.attest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentsTest {
  private static final String DEBIAN =
      "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\nVERSION_ID=\"12\"\n";

  @TempDir Path directory;

  private Contents contents(TestTree tree) throws IOException {
    return Contents.read(tree.in(directory));
  }

  @Test
  void debiansPackagesAreThoseThatAreInstalled() throws IOException {
    Contents found =
        contents(
            new TestTree()
                .with("/etc/os-release", DEBIAN)
                .with(
                    "/var/lib/dpkg/status",
                    """
                    Package: bash
                    Status: install ok installed
                    Maintainer: Matthias Klose <doko@debian.org>
                    Architecture: amd64
                    Source: bash (5.2.15-2)
                    Version: 5.2.15-2+b7
                    Description: shell
                     with more lines
                     Package: not-one

                    Package: gone
                    Status: deinstall ok config-files
                    Version: 1
                    """)
                .with(
                    "/var/lib/dpkg/status.d/tzdata",
                    "Package: tzdata\nVersion: 2024a-0\nArchitecture: all\n")
                .with("/var/lib/dpkg/status.d/tzdata.md5sums", "Package: no\nVersion: 1\n"));

    assertThat(found.packages())
        .extracting(FoundPackage::purl)
        .containsExactly(
            "pkg:deb/debian/bash@5.2.15-2%2Bb7?arch=amd64&distro=debian-12",
            "pkg:deb/debian/tzdata@2024a-0?arch=all&distro=debian-12");
    assertThat(found.packages().getFirst().maintainer())
        .isEqualTo("Matthias Klose <doko@debian.org>");
    assertThat(found.packages().getLast().source()).isEqualTo("/var/lib/dpkg/status.d/tzdata");
    assertThat(found.system().distro()).isEqualTo("debian-12");
  }

  @Test
  void alpinesPackagesHaveTheirLicence() throws IOException {
    Contents found =
        contents(
            new TestTree()
                .with("/etc/os-release", "ID=alpine\nVERSION_ID=3.18.4\n")
                .with(
                    "/lib/apk/db/installed",
                    "C:Q1=\nP:musl\nV:1.2.4-r2\nA:x86_64\nL:MIT\no:musl\nm:Timo <t@x.org>\nF:lib\n"
                        + "R:ld.so\n\nP:busybox\nV:1.36.1-r5\nA:x86_64\nL:GPL-2.0-only\n\n"));

    assertThat(found.packages())
        .extracting(FoundPackage::purl)
        .containsExactly(
            "pkg:apk/alpine/busybox@1.36.1-r5?arch=x86_64&distro=alpine-3.18.4",
            "pkg:apk/alpine/musl@1.2.4-r2?arch=x86_64&distro=alpine-3.18.4");
    assertThat(found.packages().getLast().licence()).isEqualTo("MIT");
  }

  @Test
  void goProgramsTellTheirModules() throws IOException {
    String modules =
        "path\texample.com/echo\nmod\texample.com/echo\t(devel)\t\n"
            + "dep\tgithub.com/labstack/echo/v4\tv4.1.0\th1:abc=\n"
            + "dep\told.example/m\tv1.0.0\th1:x=\n=>\tnew.example/m\tv1.0.1\th1:y=\n"
            + "build\t-compiler=gc\n";
    byte[] program = TestPrograms.inline("go1.19.8", modules);

    Contents found = contents(new TestTree().with("/app/echo", program));

    assertThat(found.packages())
        .extracting(FoundPackage::purl)
        .containsExactly(
            "pkg:golang/example.com/echo",
            "pkg:golang/github.com/labstack/echo/v4@v4.1.0",
            "pkg:golang/new.example/m@v1.0.1",
            "pkg:golang/stdlib@1.19.8");
    assertThat(found.packages().get(1).notes())
        .containsExactly(new FoundPackage.Note("go.sum", "h1:abc="));
  }

  @Test
  void programsOfOlderGoPointToTheirTexts() throws IOException {
    byte[] program = TestPrograms.byPointers("go1.16.5", "path\tx\nmod\tx.example/m\tv1.0.0\t\n");

    Contents found = contents(new TestTree().with("/bin/x", program));

    assertThat(found.packages())
        .extracting(FoundPackage::purl)
        .containsExactly("pkg:golang/stdlib@1.16.5", "pkg:golang/x.example/m@v1.0.0");
  }

  @Test
  void damagedProgramsHaveNoModules() throws IOException {
    byte[] cut = java.util.Arrays.copyOf(TestPrograms.inline("go1.19", "path\tx\n"), 8000);
    byte[] wild = TestPrograms.inline("go1.19", "path\tx\n");
    for (int i = 16; i < 64; i++) {
      wild[i] = (byte) 0xff;
    }

    assertThat(contents(new TestTree().with("/a", cut).with("/b", wild)).packages()).isEmpty();
  }

  @Test
  void anImageOfNothingHasNoPackages() throws IOException {
    Contents found = contents(new TestTree().with("/readme", "hello"));

    assertThat(found.packages()).isEmpty();
    assertThat(found.system().isKnown()).isFalse();
  }
}
