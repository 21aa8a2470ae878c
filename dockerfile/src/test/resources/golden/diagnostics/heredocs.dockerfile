FROM x
COPY a <<EOF
text
EOF
COPY <<EOF
text
EOF
ADD <<A <<B /x/
a
A
b
B
RUN <<'EOF
true
RUN --mount=<<X
X
USER <<EOF
RUN cat <<END
