COPY early /
FROM golang AS 1st
RUM go build
FRM x
FROM a b
FROM scratch
COPY onlyone
COPY --form=build a b
COPY --link a b
COPY --from=$STAGE a b
ADD --checksum=sha256:00 a b
RUN --mount=type=bind,target=/x true
RUN --mount=type=cahce,target=/x true
RUN --mount=type=cache,taget=/x true
RUN --mount=type=cache,target=/x,sharing=lock true
RUN --mount=type=cache,target=/x,mode=9 true
RUN --mount=type=cache,target=/x,required true
RUN --network=none true
ENV A
ENV A=1 B
ENV =1
LABEL
ARG =1
SHELL /bin/sh -c
CMD ["a", 1]
HEALTHCHECK --interval=5 CMD true
HEALTHCHECK --intervall=5s CMD true
HEALTHCHECK NONE now
HEALTHCHECK CURL x
VOLUME [""]
WORKDIR
USER
ONBUILD ONBUILD RUN x
ONBUILD FROM x
EXPOSE
	RUN	--nope	x
COPY <<EOF /x
content
EOF
RUN --mount=type=cache,target=/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa --sekurity=insecure go build -o /aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
RUN one \
  two \
  --not-a-flag \
  four \
  five
COPY \
  --chwon=me \
  a b
