# syntax=ghcr.io/docker/dockerfile:1.26-labs@sha256:00
# check=skip=JSONArgsRecommended, FromAsCasing;error=true
FROM x
RUN --mount=type=ssh,from=a,rw --mount=type=cache,target=/c,env=X true
HEALTHCHECK --interval=5s NONE
EXPOSE 127.0.0.1:80:80
CMD [a, b]
HEALTHCHECK --anything NONE
ONBUILD RUM x
ONBUILD COPY --form=a b c
