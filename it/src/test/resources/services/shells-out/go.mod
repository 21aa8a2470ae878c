module example.com/shells-out

go 1.19
