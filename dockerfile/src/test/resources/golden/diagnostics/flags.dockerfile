FROM --platfrom=linux/amd64 x
FROM --platform x
FROM --platform=a --platform=b x
COPY --link=maybe --parnets --from=a --from=b a b
COPY --link= a b
COPY --checksum=sha256:00 a b
COPY --chmod a b
ADD --keepgitdir --unpack=yes a b
ADD --from=x a b
ADD --checksum a b
ADD --exclude a b
RUN --network=hots --security=unsafe true
RUN --network true
RUN --network= --security= true
RUN --network=none --network=none true
RUN --device=a.com/b=c,requierd=1 true
RUN --device=a.com/b=c,name=d true
RUN --device= true
RUN --device="a"b" true
RUN --mount=type=bind,target=/x,mode=1 --mount=type=secret --mount=type=ssh,source=/x true
RUN --mount=type=cache,from=$A,target=/x true
RUN --mount=type=tmpfs,size=big,target=/x true
RUN --mount true
HEALTHCHECK --retries=many CMD true
HEALTHCHECK --retries=-1 CMD true
HEALTHCHECK --timeout=1us CMD true
HEALTHCHECK --interval=1s --interval=2s CMD true
HEALTHCHECK
CMD --x true
ENV --x a=b
ONBUILD RUN --mount=type=tmpf,target=/x true
ONBUILD
