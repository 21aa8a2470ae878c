// syntax=other/frontend:1
FROM x
