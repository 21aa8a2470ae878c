# syntax=docker/dockerfile:1

  # a comment
arg  VERSION=1
from   golang:${VERSION}   as build   
env A=1   B="two  words" \
 C=3


WORKDIR   /src
copy  --from=other   --chown=1:1   go.mod    go.sum  ./   
copy ["a b","c",   "/d/"]
run   go build \
      -o /out   \  
      # why
	./...

run --mount=type=cache,target=/x   --network=none \
    # the command

    make  "a   b"
cmd ["a","b"]
# the second stage
from scratch
LABEL   old   form  kept
healthcheck   --interval=5s   cmd   curl  -f   x
onbuild   copy   a    b
onbuild run   a   b
expose   80   443/udp \
# c
  53
user   1:1  
