module example.com/static-files

go 1.19
