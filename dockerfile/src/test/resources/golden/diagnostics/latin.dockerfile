# caf�
FROM x
RUN echo caf�
