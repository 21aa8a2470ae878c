module example.com/low-port

go 1.19
