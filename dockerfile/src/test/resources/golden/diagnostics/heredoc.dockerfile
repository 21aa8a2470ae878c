FROM scratch
RUN <<EOF
no end
