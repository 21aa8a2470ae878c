module example.com/entrypoint-and-arguments

go 1.19
