# check=skip=JSONArgsRecommended;error=true
FROM --platform=$BUILDPLATFORM x AS Build
COPY --link --parents --exclude=*.md --exclude=a --chmod=u=rwX,go=rX --from=0 ./a/./b c/ /d/
ADD --checksum=sha256:00 --unpack --keep-git-dir=false --link=false https://example.com/x /
COPY <<-one <<"two" plain /d/
	a $A
one
b
two
RUN --network=none --security=insecure --device=v.com/c=d,required true
RUN --mount=target=/x --mount=type=secret,id=k,env=K --mount=type=ssh true
RUN <<EOF
#!/usr/bin/env python
print(1)
EOF
RUN python <<EOF 3<<X
print(2)
EOF
x
X
