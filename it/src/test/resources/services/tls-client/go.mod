module example.com/tls-client

go 1.19
