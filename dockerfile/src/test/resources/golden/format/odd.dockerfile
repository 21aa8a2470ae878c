

# escape=`
 FR\
OM x
RUN -- --a   b
fooo   bar   
COPY a\
b   c
\
 # inside
 user   x
ENV a=b\
 c="d  \
 e"
CMD ["a", \
 "b"]
RUN a \
