# syntax=example.com/other/frontend:2
FROM scratch
