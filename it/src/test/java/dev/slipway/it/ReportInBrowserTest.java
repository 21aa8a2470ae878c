package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The report's page in Debian's chromium, which must find all of it in the file: it is given no
/// network.
@Tag("long")
class ReportInBrowserTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  @TempDir Path folder;
  private static Program store;

  @BeforeAll
  static void prepare() throws Exception {
    Program.needRoot();
    assumeTrue(Files.isExecutable(CHROMIUM), "chromium is not installed");
    store = ExampleStore.with("golang:1.19");
  }

  @Test
  void theLadderAndTheProofAreDrawnLightAndDark() throws Exception {
    Path project = Files.createDirectories(folder.resolve("project"));
    Files.writeString(
        project.resolve("Dockerfile"),
        "FROM golang:1.19\nWORKDIR /app\nCOPY . .\nRUN go build -o app .\nCMD [\"./app\"]\n");
    Files.writeString(project.resolve("go.mod"), "module example.com/page\n\ngo 1.19\n");
    Files.writeString(
        project.resolve("main.go"), "package main\n\nfunc main() { println(\"<b>\") }\n");
    Outcome improved =
        store
            .at(project)
            .run("improve", "--report", folder.resolve("page.html").toString())
            .succeeded();
    assertThat(improved.output())
        .contains("COLD", "EDITED", "PACKAGES")
        .containsPattern("  0 the original +[0-9]{3}MB +#{24} +[0-9.]+s +[0-9.]+s +[1-9][0-9]* ");

    String document = chromium(1, "--dump-dom");

    assertThat(document)
        .contains("<h2>The ladder</h2>", "<h2>What was compared</h2>", "standard library")
        .contains("class=\"bar\" style=\"width:100.0%\"", "<th>packages</th>")
        .contains("exit code 0");
    assertThat(document).as("nothing from elsewhere").doesNotContain("src=", "href=", "url(");
    assertThat(brightness(1)).isGreaterThan(200);
    assertThat(brightness(0)).isLessThan(60);
  }

  /// Of the page's corner, from 0 to 255.
  private int brightness(int scheme) throws Exception {
    Path shot = folder.resolve("shot" + scheme + ".png");
    chromium(scheme, "--screenshot=" + shot);
    BufferedImage image = ImageIO.read(shot.toFile());
    return image.getRGB(2, 2) & 0xff;
  }

  /// @param scheme that the reader prefers: 0 dark, 1 light
  private String chromium(int scheme, String what) throws Exception {
    return store
        .at(folder)
        .runOther(
            CHROMIUM.toString(),
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--user-data-dir=" + folder.resolve("profile" + scheme),
            "--blink-settings=preferredColorScheme=" + scheme,
            "--window-size=1000,1800",
            what,
            folder.resolve("page.html").toUri().toString())
        .succeeded()
        .text();
  }
}
