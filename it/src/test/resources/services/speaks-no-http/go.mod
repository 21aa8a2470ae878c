module example.com/speaks-no-http

go 1.19
