# syntax=docker/dockerfile:1.99-labs
FROM scratch
MAINTAINER me
CMD ['a']
EXPOSE 80:8080
RUN a \

  b
HEALTHCHECK --retries=2 NONE
