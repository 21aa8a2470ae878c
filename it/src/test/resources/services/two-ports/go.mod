module example.com/two-ports

go 1.19
