# syntax=docker/dockerfile:1
# escape=`
ARG VERSION=1.19 OTHER
ARG VARIANT="bull${X:-s}eye"
from --platform=linux/amd64 golang:${VERSION}-$VARIANT as Build
arg VERSION
ONBUILD RUN touch /x
SHELL ["/bin/bash", "-e", "-c"]
RUN ["echo", "a\u00e9\"b"]
RUN echo one `
   two
RUN echo 'C:\dir\' 
CMD cd $GOPATH
CMD []
ENTRYPOINT ['not', 'json']
VOLUME ["/data", " /more "]
VOLUME /a /b
STOPSIGNAL SIGKILL
HEALTHCHECK --interval=1m30s --timeout=500ms --retries=3 --start-period=5s CMD curl -f http://localhost/
HEALTHCHECK CMD ["true"]
HEALTHCHECK none
MAINTAINER Some One <one@example.com>
COPY ["a b", "c", "/d e/"]
RUN <<EOF
one
two
EOF
RUN cat <<A <<-"B" > /x
in a
A
	in b
	B
