ADD
ADD a
ADD ["a"]
ADD ["a", 1]
ADD []
ADD --chown a b
ADD --chown=1 --chown=2 a b
ADD --chwon=1 a b
ADD --chmod a b
ADD --chmod=1 --chmod=2 a b
ADD --link=maybe a b
ADD --link --link a b
ADD --keep-git-dir=maybe a b
ADD --keep-git-dir --keep-git-dir a b
ADD --checksum a b
ADD --checksum=x --checksum=y a b
ADD --unpack=maybe a b
ADD --unpack --unpack a b
ADD --exclude a b
ADD --from=x a b
ADD --parents a b
ADD -- a b
ADD <<EOF
