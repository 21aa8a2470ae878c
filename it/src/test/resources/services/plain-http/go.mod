module example.com/plain-http

go 1.19
