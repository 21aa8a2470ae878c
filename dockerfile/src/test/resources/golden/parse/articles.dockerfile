##
## Builder stage
##
FROM golang:1.20 AS builder

ARG VERSION

WORKDIR /usr/app
COPY . ./

ENV CGO_ENABLED=0
ENV PATH $GOPATH/bin:$PATH
RUN go build -o bin/service -ldflags="-X main.Version=${VERSION}" ./

FROM golang:1.19-bullseye@sha256:1370f30629243bb65e3e0f780ae08a54e50fc5b7e96f0b79e62ee846788d1178
CMD cd $GOPATH
RUN adduser --disabled-password echo
USER echo
ENTRYPOINT ["go", "run", "main.go"]

FROM alpine
RUN apk add --no-cache ca-certificates apache2-utils
ADD /bin/hello /app
COPY --from=builder /usr/app/bin/service bin/
COPY --chown=echo:echo one two/ ./
EXPOSE 8080
ENTRYPOINT ./echo
