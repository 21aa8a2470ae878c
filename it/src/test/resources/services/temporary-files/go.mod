module example.com/temporary-files

go 1.19
