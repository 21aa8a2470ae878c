package dev.slipway.lint.go;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.lint.MapFiles;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoProjectTest {
  private static GoProject project(String main) {
    return GoProject.read(
        new MapFiles(
            Map.of("go.mod", "module example.com/shop/v2\n\ngo 1.22.3\n", "main.go", main)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http.ListenAndServe(\":8080\", nil)",
        "http.ListenAndServe(\"0.0.0.0:8080\", handler)",
        "server := &http.Server{Addr: \":8080\"}",
        "flag.String(\"listen\", \":8080\", \"where to listen\")",
        "net.Listen(\"tcp\", \"localhost:8080\")",
        "port := os.Getenv(\"PORT\"); if port == \"\" { port = \"8080\" }",
        "router.Run(\":8080\")",
      })
  void portsAreFound(String line) {
    GoProject project =
        project("package main\nimport \"net/http\"\nfunc main() {\n" + line + "\n}\n");

    assertThat(project.ports()).containsExactly(8080);
  }

  @Test
  void textsWithColonsAreNoPorts() {
    GoProject project =
        project(
            "package main\nfunc main() {\n log.Print(\"at 12:30\", \"a:b\", \"x:99999999\")\n}\n");

    assertThat(project.ports()).isEmpty();
  }

  @Test
  void commentsAndTextsAreNoImports() {
    GoProject project =
        project("package main\n// import \"C\"\nvar s = `import \"C\"`\nfunc main() {}\n");

    assertThat(project.needsCgo()).isFalse();
    assertThat(project.mains()).containsExactly(".");
    assertThat(project.mainVariables()).containsExactly("s");
  }

  @Test
  void cgoIsFoundInABlock() {
    GoProject project =
        project(
            "package main\n/*\n#include <math.h>\n*/\nimport \"C\"\nimport (\n \"fmt\"\n)\nfunc main() {}\n");

    assertThat(project.needsCgo()).isTrue();
    assertThat(project.imports("fmt")).isTrue();
  }

  @Test
  void programsAreCalledAsGoCallsThem() {
    assertThat(project("package main\nfunc main() {}").programName(".")).isEqualTo("shop");
    assertThat(project("package main\nfunc main() {}").programName("cmd/api")).isEqualTo("api");
  }

  @Test
  void moduleFilesAreRead() {
    GoModule module =
        GoModule.parse(
            "module a.b/c // x\ngo 1.21\nrequire (\n\td.e/f v1 // indirect\n)\nreplace d.e/f => ../f\n");

    assertThat(module)
        .isEqualTo(
            new GoModule("a.b/c", "1.21", java.util.List.of("d.e/f"), java.util.List.of("../f")));
  }

  @Test
  void filesThatAreReadAtRunTimeAreFoundWhereTheyExist() {
    GoProject project =
        GoProject.read(
            new MapFiles(
                Map.of(
                    "main.go",
                    "package main\nfunc main() { template.ParseGlob(\"templates/*.html\"); os.Open(\"none\") }",
                    "templates/a.html",
                    "")));

    assertThat(project.runtimeFiles()).containsExactly("templates");
  }

  @Test
  void versionsAreCompared() {
    assertThat(GoVersion.isBefore("1.9", "1.10")).isTrue();
    assertThat(GoVersion.isBefore("1.22.1", "1.22")).isFalse();
    assertThat(GoVersion.isBefore("latest", "1.22")).isFalse();
    assertThat(GoVersion.isBefore("1.21rc2", "1.22")).isTrue();
  }
}
