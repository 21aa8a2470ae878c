module example.com/dns-client

go 1.19
