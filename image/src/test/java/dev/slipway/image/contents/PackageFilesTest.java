package dev.slipway.image.contents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PackageFilesTest {
  @Test
  void filesBelongToThePackagesThatListThem() {
    var packages = new PackageFiles();
    packages.add("/var/lib/dpkg/info/libc6:amd64.list", "/.\n/lib\n/lib/libc.so.6\n");
    packages.add("/var/lib/dpkg/info/tar.list", "/bin/tar\n");

    assertThat(
            packages.shares(
                Map.of("/usr/lib/libc.so.6", 100L, "/bin/tar", 20L, "/srv/own", 7L, "/srv/b", 1L)))
        .containsExactly(
            new Share("libc6", 1, 100),
            new Share("tar", 1, 20),
            new Share(PackageFiles.NONE, 2, 8));
  }

  @Test
  void apksDatabaseIsRead() {
    var packages = new PackageFiles();
    packages.add(
        "/lib/apk/db/installed", "P:musl\nV:1.2\nF:lib\nR:ld-musl.so.1\n\nP:x\nF:\nR:top\n\n");

    assertThat(packages.shares(Map.of("/lib/ld-musl.so.1", 5L, "/top", 3L)))
        .containsExactly(new Share("musl", 1, 5), new Share("x", 1, 3));
  }

  @Test
  void imagesWithoutDpkgListTheirFilesBySums() {
    var packages = new PackageFiles();
    packages.add("/var/lib/dpkg/status.d/tzdata.md5sums", "0a1b  usr/share/zoneinfo/UTC\n");

    assertThat(packages.shares(Map.of("/usr/share/zoneinfo/UTC", 9L)))
        .containsExactly(new Share("tzdata", 1, 9));
  }

  @Test
  void anImageWithoutRecordsHasNoPackages() {
    assertThat(new PackageFiles().shares(Map.of("/app", 1L))).isEmpty();
  }
}
