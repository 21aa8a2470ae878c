COPY
COPY a
COPY ["a"]
COPY ["a", null]
COPY --from a b
COPY --from=a --from=b a b
COPY --from= a
COPY --form=x a b
COPY --chown a b
COPY --chown=1 --chown=2 a b
COPY --chmod a b
COPY --chmod=1 --chmod=2 a b
COPY --link=maybe a b
COPY --parents=maybe a b
COPY --parents --parents a b
COPY --exclude a b
COPY --checksum=x a b
COPY --keep-git-dir a b
COPY --unpack a b
COPY --From=x a b
COPY <<EOF <<EOF /x
