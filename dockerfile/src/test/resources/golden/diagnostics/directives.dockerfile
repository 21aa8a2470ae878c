# check=skip=all;errors=true
FROM x
