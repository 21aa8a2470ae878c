FROM
FROM a b
FROM a AS
FROM a AS b c
FROM a SA b
FROM a AS 1b
FROM a AS b!
FROM a AS scratch$
FROM --platform a
FROM --platform=linux/amd64 --platform=linux/arm64 a
FROM --paltform=linux/amd64 a
FROM --from=b a
FROM ["a"]
FROM --platform=linux/amd64
