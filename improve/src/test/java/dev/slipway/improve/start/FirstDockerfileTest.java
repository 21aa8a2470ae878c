package dev.slipway.improve.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.lint.Levels;
import dev.slipway.lint.Linter;
import dev.slipway.lint.Subject;
import dev.slipway.lint.config.DirectoryFiles;
import dev.slipway.lint.go.GoProject;
import dev.slipway.lint.rules.DefaultIgnore;
import dev.slipway.lint.rules.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is written for a project is what lint has nothing to say about.
class FirstDockerfileTest {
  private static final String MOD = "module example.com/shop\n\ngo 1.22\n";
  private static final String GIN = MOD + "\nrequire github.com/gin-gonic/gin v1.9.1\n";
  private static final String WEB =
      "package main\nimport \"net/http\"\nfunc main() { http.ListenAndServe(\":8080\", nil) }\n";

  @TempDir Path folder;

  record Project(String name, Map<String, String> files, List<String> expected) {
    static Project of(String name, Map<String, String> files, String... expected) {
      return new Project(name, files, List.of(expected));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Project> projects() {
    return Stream.of(
        Project.of(
            "plain", Map.of("go.mod", MOD, "main.go", WEB), "EXPOSE 8080", "FROM scratch AS shop"),
        Project.of(
            "gin",
            Map.of(
                "go.mod",
                GIN,
                "go.sum",
                "x\n",
                "main.go",
                "package main\nimport \"github.com/gin-gonic/gin\"\nfunc main() { gin.Default().Run() }\n"),
            "ENV GIN_MODE=release",
            "COPY go.mod go.sum ./",
            "EXPOSE 8080"),
        Project.of(
            "cgo",
            Map.of(
                "go.mod",
                MOD + "\nrequire github.com/mattn/go-sqlite3 v1.14.22\n",
                "go.sum",
                "x\n",
                "main.go",
                "package main\nimport (\n\"database/sql\"\n_ \"github.com/mattn/go-sqlite3\"\n)\nfunc main() { sql.Open(\"sqlite3\", \"x\") }\n"),
            "-linkmode external -extldflags -static"),
        Project.of(
            "several",
            Map.of(
                "go.mod",
                MOD,
                "cmd/api/main.go",
                WEB,
                "cmd/job/main.go",
                "package main\nfunc main() {}\n"),
            "/out/ ./cmd/api ./cmd/job",
            "FROM scratch AS api",
            "FROM scratch AS job"),
        Project.of(
            "zones, TLS and templates",
            Map.of(
                "go.mod",
                MOD,
                "templates/a.html",
                "",
                "main.go",
                "package main\nimport (\n\"html/template\"\n\"net/http\"\n\"time\"\n)\nfunc main() {\n template.ParseGlob(\"templates/*.html\")\n time.LoadLocation(\"Asia/Tokyo\")\n http.Get(\"https://example.com/\")\n}\n"),
            "-tags=timetzdata",
            "ca-certificates.crt",
            "COPY --from=build /src/templates ./templates/"),
        Project.of(
            "version",
            Map.of(
                "go.mod",
                MOD,
                "main.go",
                "package main\nvar version string\nfunc main() { println(version) }\n"),
            "ARG VERSION=dev",
            "-X main.version=${VERSION}"),
        Project.of(
            "private",
            Map.of(
                "go.mod", MOD + "\nrequire git.corp.internal/a/b v1.0.0\n",
                "go.sum", "x\n",
                "main.go", "package main\nfunc main() {}\n"),
            "ENV GOPRIVATE=git.corp.internal",
            "--mount=type=ssh"));
  }

  @ParameterizedTest
  @MethodSource("projects")
  void lintFindsNothing(Project project) throws IOException {
    for (Map.Entry<String, String> file : project.files().entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    Path dockerfile = folder.resolve("Dockerfile");
    var files = new DirectoryFiles(folder, dockerfile);
    GoProject facts = GoProject.read(files);
    String text = FirstDockerfile.of(files, facts);
    Files.writeString(folder.resolve(".dockerignore"), DefaultIgnore.text(files, facts));

    assertThat(text).contains(project.expected());
    var subject =
        new Subject(
            DockerfileParser.parse("Dockerfile", text),
            new DirectoryFiles(folder, dockerfile),
            Subject.Settings.NONE);
    assertThat(Linter.findings(subject, Rules.ALL, Levels.USUAL))
        .extracting(each -> each.rule().name() + ": " + each.message())
        .as(text)
        .isEmpty();
  }

  @Test
  void aProjectWithoutAProgramHasNoDockerfile() {
    var files = new DirectoryFiles(folder, folder.resolve("Dockerfile"));

    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> FirstDockerfile.of(files, GoProject.read(files)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
