module example.com/shell-start

go 1.19
