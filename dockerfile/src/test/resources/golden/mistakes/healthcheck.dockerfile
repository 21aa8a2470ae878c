HEALTHCHECK
HEALTHCHECK WHAT a
HEALTHCHECK CMD
HEALTHCHECK NONE a
HEALTHCHECK --interval CMD a
HEALTHCHECK --interval= CMD a
HEALTHCHECK --interval=x CMD a
HEALTHCHECK --interval=5 CMD a
HEALTHCHECK --interval=-1s CMD a
HEALTHCHECK --interval=1us CMD a
HEALTHCHECK --interval=1s --interval=2s CMD a
HEALTHCHECK --intreval=1s CMD a
HEALTHCHECK --timeout=x CMD a
HEALTHCHECK --timeout=1s --timeout=1s CMD a
HEALTHCHECK --start-period=x CMD a
HEALTHCHECK --start-interval=x CMD a
HEALTHCHECK --retries CMD a
HEALTHCHECK --retries=x CMD a
HEALTHCHECK --retries=-1 CMD a
HEALTHCHECK --retries=99999999999 CMD a
HEALTHCHECK --retries=1 --retries=1 CMD a
HEALTHCHECK CMD ["a", 1]
HEALTHCHECK --what=1 NONE
