package dev.slipway.cli.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the commands of [Training] read: a context, a Dockerfile with every instruction, projects
/// to be linted, and steps that run.
final class TrainingFiles {
  private TrainingFiles() {}

  static void write(Path directory) throws IOException {
    Path context = Files.createDirectories(directory.resolve("context"));
    Files.writeString(context.resolve("file"), "content\n");
    Files.writeString(context.resolve(".dockerignore"), "*.md\n!file\n");
    Files.writeString(
        context.resolve("Dockerfile"),
        """
        # syntax=docker/dockerfile:1
        ARG A=a
        # The first stage.
        FROM scratch AS first
        ARG A
        ENV B=${A:-c} PATH=/bin
        LABEL d="e"
        WORKDIR /app
        COPY --chown=1:1 . .
        FROM scratch
        COPY --from=first /app/file /bin/
        ADD file /
        USER 1:1
        EXPOSE 80 81/tcp
        ENTRYPOINT ["/bin/file"]
        CMD ["x"]
        """);
    // Every instruction is read and lowered; the missing file keeps the steps from running.
    Files.writeString(
        context.resolve("Dockerfile.lowered"),
        """
        FROM slipway/training:1 AS build
        COPY missing /
        RUN --mount=type=cache,target=/cache go build -o /out/program .
        RUN ["/bin/true"]
        FROM slipway/training:1
        RUN true && \\
            true
        COPY --from=build --chown=user:group /out/* /bin/
        VOLUME /data
        STOPSIGNAL TERM
        SHELL ["/bin/sh", "-ec"]
        HEALTHCHECK CMD true
        ONBUILD USER 1
        """);
    Path onto = Files.createDirectories(directory.resolve("onto"));
    Files.writeString(onto.resolve("file"), "content\n");
    Files.writeString(
        onto.resolve("Dockerfile"),
        "ARG BASE\nFROM $BASE\nCOPY file /bin/\nCOPY --link file /srv/\n");
    Path linted = Files.createDirectories(directory.resolve("linted"));
    Files.writeString(linted.resolve("go.mod"), "module a.b/c\n\ngo 1.22\n\nrequire a.b/d v1\n");
    Files.writeString(linted.resolve(".dockerignore"), "*.md\n");
    Files.writeString(linted.resolve("slipway.toml"), "[lint]\nfail-on = \"error\"\n");
    Files.writeString(
        linted.resolve("main.go"),
        """
        package main

        import "net/http"

        func main() {
        	http.ListenAndServe(":8080", nil)
        }
        """);
    Files.writeString(
        linted.resolve("Dockerfile"),
        """
        FROM slipway/training:1 AS known
        FROM golang
        WORKDIR /app
        COPY . .
        RUN go mod download && apt-get update && apt-get install "curl" > /dev/null
        RUN go build -o app .
        ADD file /
        # slipway ignore=RootUser because
        CMD ./app
        """);
    Files.writeString(
        linted.resolve("Dockerfile.lean"),
        """
        # syntax=docker/dockerfile:1
        ARG VERSION=1.22
        FROM golang:${VERSION} AS build
        ARG TARGETARCH
        ENV CGO_ENABLED=0 GOARCH=$TARGETARCH
        WORKDIR /app
        COPY go.mod go.sum ./
        RUN --mount=type=cache,target=/go/pkg/mod,sharing=locked --mount=type=secret,id=netrc \\
            go mod download
        COPY . .
        RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \\
            --mount=type=bind,source=.,target=/src --mount=type=ssh --mount=type=tmpfs,target=/tmp \\
            go build -trimpath -ldflags="-s -w -X main.version=${VERSION}" -o /app/c . && \\
            echo "nobody:x:65534:65534::/:" >/app/passwd
        FROM scratch
        COPY --from=build --chown=65534:65534 --chmod=755 /app/c /c
        COPY --from=build /app/passwd /etc/passwd
        ENV GIN_MODE=release
        EXPOSE 8080/tcp
        LABEL org.opencontainers.image.title="c" org.opencontainers.image.version="1"
        HEALTHCHECK --interval=30s CMD ["/c", "--health"]
        USER nobody
        ENTRYPOINT ["/c"]
        CMD ["--listen"]
        """);
    Path steps = Files.createDirectories(directory.resolve("steps"));
    Files.writeString(
        steps.resolve("Dockerfile"),
        """
        FROM slipway/training-tree AS build
        WORKDIR /app
        RUN ["/busybox", "true"]
        RUN --mount=type=cache,target=/cache ["/busybox", "touch", "/app/file"]
        FROM slipway/training-tree
        COPY --from=build /app/file /
        RUN ["/busybox", "true"]
        """);
  }
}
