module example.com/ends-by-itself

go 1.19
