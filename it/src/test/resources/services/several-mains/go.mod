module example.com/several-mains

go 1.19
