# Build stage: a comment before everything
FROM golang:1.19-bullseye AS build
RUN useradd -u 1001 nonroot
WORKDIR /app
COPY go.mod go.sum ./
#-------------------------------------------
# Caches outlive the build
RUN --mount=type=cache,target=/go/pkg/mod \
  --mount=type=cache,target=/root/.cache/go-build,sharing=locked,id=gobuild,uid=1001 \
  go mod download
COPY . .
RUN go build \
  # between two continued lines
  -ldflags="-linkmode external -extldflags -static" \

  -tags netgo \
  -o api-golang
FROM scratch
LABEL org.opencontainers.image.authors="someone@example.com" b='two words'
ENV GIN_MODE=release OTHER="a b" THIRD=a\ b
ENV OLD old form $GIN_MODE
EXPOSE 8080 53/udp
WORKDIR /
COPY --from=build --chown=1001:1001 /etc/passwd /etc/passwd
ADD --chmod=755 a.tar.gz b /srv/
USER nonroot
CMD ["/api-golang"]
