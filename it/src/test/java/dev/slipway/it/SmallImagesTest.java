package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The third article's network programs in images with little else, and its versions of Go.
@Tag("long")
class SmallImagesTest {
  private static final String LOOK_UP =
      """
      package main

      import (
      	"fmt"
      	"net"
      	"os"
      )

      func main() {
      	addresses, err := net.LookupHost(os.Args[1])
      	if err != nil {
      		fmt.Println(err)
      		os.Exit(1)
      	}
      	fmt.Println(addresses[0])
      }
      """;

  /// Serves by TLS without an argument, and asks with one.
  private static final String TLS =
      """
      package main

      import (
      	"fmt"
      	"io"
      	"net/http"
      	"os"
      )

      func main() {
      	if len(os.Args) == 1 {
      		http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "trusted") })
      		fmt.Println(http.ListenAndServeTLS(":443", "/keys/server.pem", "/keys/server.key", nil))
      		os.Exit(1)
      	}
      	answer, err := http.Get(os.Args[1])
      	if err != nil {
      		fmt.Println(err)
      		os.Exit(1)
      	}
      	text, _ := io.ReadAll(answer.Body)
      	fmt.Println(string(text))
      }
      """;

  @TempDir static Path folder;
  private static Program slipway;

  @BeforeAll
  static void prepare() throws Exception {
    Program.needRoot();
    slipway = ExampleStore.with("golang:latest", "alpine:3.4", "busybox").at(folder);
    slipway.run("network", "create", "small-images").succeeded();
  }

  @AfterAll
  static void removeNetwork() {
    if (slipway != null) {
      for (String name : new String[] {"small-site", "small-packages"}) {
        slipway.run("rm", "-f", name);
      }
      slipway.run("network", "rm", "small-images").succeeded();
    }
  }

  private static void compile(String name, String program) throws Exception {
    Files.writeString(folder.resolve(name + ".go"), program);
    slipway
        .run(
            "run",
            "--rm",
            "-v",
            folder + ":/src",
            "-w",
            "/src",
            "golang",
            "go",
            "build",
            "-tags",
            "netgo",
            "-installsuffix",
            "netgo",
            "-o",
            name,
            name + ".go")
        .succeeded();
  }

  @Test
  void c7VersionsAreTagsSideBySide() throws Exception {
    Program versions = ExampleStore.with("golang:1.5").at(folder);

    assertThat(versions.run("run", "--rm", "golang:1.5", "go", "version").succeeded().text())
        .contains("go1.5");
    assertThat(versions.run("run", "--rm", "golang", "go", "version").succeeded().text())
        .doesNotContain("go1.5");
  }

  @Test
  void c12AStaticProgramResolvesNamesOnAnEmptyImage() throws Exception {
    compile("lookup", LOOK_UP);
    Files.writeString(
        folder.resolve("Dockerfile.lookup"),
        "FROM scratch\nCOPY lookup /lookup\nENTRYPOINT [\"/lookup\"]\n");
    slipway.run("build", "-f", "Dockerfile.lookup", "-t", "small-lookup", ".").succeeded();
    slipway
        .run(
            "run",
            "-d",
            "--name",
            "small-site",
            "--network",
            "small-images",
            "busybox",
            "sleep",
            "1000")
        .succeeded();
    try {
      assertThat(
              slipway
                  .run("run", "--rm", "--network", "small-images", "small-lookup", "small-site")
                  .succeeded()
                  .text())
          .isEqualTo(
              slipway.run("inspect", "-f", "{{.NetworkSettings.IPAddress}}", "small-site").text());
      assertThat(
              slipway
                  .run(
                      "run", "--rm", "--add-host", "far.test:192.0.2.7", "small-lookup", "far.test")
                  .succeeded()
                  .text())
          .isEqualTo("192.0.2.7");
      assertThat(slipway.run("run", "--rm", "-h", "own", "small-lookup", "own").text())
          .matches("[0-9.]+");
    } finally {
      slipway.run("rm", "-f", "small-site").succeeded();
    }
  }

  @Test
  void c13PackagesComeOverTheNetworkAndTlsWorksFromTheSmallImage() throws Exception {
    compile("tls", TLS);
    makeKeys();
    String packages = servePackages();
    Files.writeString(
        folder.resolve("Dockerfile.tls"),
        "FROM alpine:3.4\nRUN echo "
            + packages
            + " >/etc/apk/repositories && apk add --no-cache ca-certificates apache2-utils && ab\n"
            + "COPY tls /tls\nENTRYPOINT [\"/tls\"]\n");

    slipway.run("build", "-f", "Dockerfile.tls", "-t", "small-tls", ".").succeeded();

    assertThat(
            Long.parseLong(
                slipway.run("inspect", "-f", "{{.Size}}", "small-tls").succeeded().text()))
        .isLessThan(15_000_000);
    slipway
        .run(
            "run",
            "-d",
            "--name",
            "small-site",
            "--network",
            "small-images",
            "--network-alias",
            "site.test",
            "-v",
            folder + ":/keys:ro",
            "small-tls")
        .succeeded();
    try {
      TestContainers.await(
          "the small image trusts whom its packages trust",
          () ->
              slipway
                  .run(
                      "run", "--rm", "--network", "small-images", "small-tls", "https://site.test/")
                  .text()
                  .equals("trusted"));
    } finally {
      slipway.run("rm", "-f", "small-site", "small-packages").succeeded();
    }
  }

  private static void sh(String script) throws Exception {
    slipway.runOther("sh", "-ec", "cd '" + folder + "'; " + script).succeeded();
  }

  private static void makeKeys() throws Exception {
    String key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2";
    sh(
        "openssl req -x509 "
            + key
            + " -keyout ca.key -out ca.pem -subj /CN=authority 2>log;"
            + "openssl req "
            + key
            + " -keyout server.key -out server.csr -subj /CN=site.test 2>log;"
            + "echo subjectAltName=DNS:site.test >names;"
            + "openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2"
            + " -out server.pem -extfile names 2>log");
  }

  /// A folder of packages that a container of the default network serves, so that a step reaches
  /// it.
  ///
  /// @return its address
  private static String servePackages() throws Exception {
    sh(
        "mkdir -p packages certificates/etc/ssl/certs utilities/usr/bin;"
            + "cp ca.pem certificates/etc/ssl/certs/ca-certificates.crt;"
            + "tar -C certificates -cf packages/ca-certificates.tar etc;"
            + "printf '#!/bin/sh\necho This is ab\n' >utilities/usr/bin/ab; chmod 755 utilities/usr/bin/ab;"
            + "tar -C utilities -cf packages/apache2-utils.tar usr");
    slipway
        .run(
            "run",
            "-d",
            "--name",
            "small-packages",
            "-v",
            folder + "/packages:/www:ro",
            "busybox",
            "httpd",
            "-f",
            "-p",
            "80",
            "-h",
            "/www")
        .succeeded();
    String address =
        slipway.run("inspect", "-f", "{{.NetworkSettings.IPAddress}}", "small-packages").text();
    TestContainers.await(
        "packages are served",
        () ->
            slipway
                    .run(
                        "run",
                        "--rm",
                        "busybox",
                        "wget",
                        "-q",
                        "-O",
                        "/dev/null",
                        "http://" + address + "/apache2-utils.tar")
                    .exitCode()
                == 0);
    return "http://" + address;
  }
}
